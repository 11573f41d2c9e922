import manifest from '../../package.json' with { type: 'json' };

/** Version of the product, as the manifest says. */
export const version: string = manifest.version;
