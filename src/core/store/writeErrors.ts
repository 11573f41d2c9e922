import path from 'node:path';

/** A file is open with unsaved changes: what was appended to it would be lost when it is saved. Nothing was written. */
export class UnsavedChanges extends Error {
  constructor(file: string) {
    super(`${path.basename(file)} has unsaved changes, so nothing was written to it. Save it, then try again.`);
    this.name = 'UnsavedChanges';
  }
}

/** What was to be taken back was changed since, or something follows it. Nothing was taken back. */
export class FollowedSince extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FollowedSince';
  }
}
