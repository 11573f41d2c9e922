import { TableError } from './tableError.ts';

/** A file larger than this is refused: what people write by hand is far smaller. */
export const mostTableBytes = 10 * 1024 * 1024;

/** Encodings to choose from, by the names of the WHATWG standard, with where they are usual. Any other label works too. */
export const encodings = [
  { label: 'utf-8', where: 'Unicode, any language' },
  { label: 'windows-1252', where: 'Western European' },
  { label: 'windows-1250', where: 'Central European' },
  { label: 'windows-1251', where: 'Cyrillic' },
  { label: 'windows-1253', where: 'Greek' },
  { label: 'windows-1254', where: 'Turkish' },
  { label: 'windows-1255', where: 'Hebrew' },
  { label: 'windows-1256', where: 'Arabic' },
  { label: 'windows-1257', where: 'Baltic' },
  { label: 'windows-1258', where: 'Vietnamese' },
  { label: 'windows-874', where: 'Thai' },
  { label: 'koi8-r', where: 'Russian' },
  { label: 'koi8-u', where: 'Ukrainian' },
  { label: 'shift_jis', where: 'Japanese' },
  { label: 'euc-jp', where: 'Japanese' },
  { label: 'gb18030', where: 'Chinese, simplified' },
  { label: 'big5', where: 'Chinese, traditional' },
  { label: 'euc-kr', where: 'Korean' },
  { label: 'iso-8859-2', where: 'Central European' },
  { label: 'iso-8859-15', where: 'Western European' },
  { label: 'macintosh', where: 'Western European, old Macs' },
  { label: 'utf-16le', where: 'Unicode' },
  { label: 'utf-16be', where: 'Unicode' },
] as const;

export interface Detected {
  readonly encoding: string;
  /** `false` where the bytes fit several encodings and a person has to say which it is. */
  readonly sure: boolean;
}

/**
 * The encoding of a text file: by its byte order mark, else UTF-8 where the bytes are valid, else UTF-16 where every
 * other byte is zero. What is left is some legacy encoding; which, no bytes say, so `sure` is false.
 */
export function detectEncoding(bytes: Buffer): Detected {
  const starts = (...mark: number[]) => mark.every((byte, at) => bytes[at] === byte);
  if (starts(0xef, 0xbb, 0xbf)) return { encoding: 'utf-8', sure: true };
  if (starts(0xff, 0xfe)) return { encoding: 'utf-16le', sure: true };
  if (starts(0xfe, 0xff)) return { encoding: 'utf-16be', sure: true };
  const sample = bytes.subarray(0, 4096);
  const zeros = [0, 0];
  for (const [at, byte] of sample.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > sample.length / 8 && even === 0) return { encoding: 'utf-16le', sure: true };
  if (even > sample.length / 8 && odd === 0) return { encoding: 'utf-16be', sure: true };
  return decodes(bytes, 'utf-8') ? { encoding: 'utf-8', sure: true } : { encoding: 'windows-1252', sure: false };
}

/** Whether an encoding is known to this platform. */
export function isEncoding(label: string): boolean {
  try {
    new TextDecoder(label);
    return true;
  } catch {
    return false;
  }
}

/** Whether the bytes are valid in this encoding. */
export function decodes(bytes: Buffer, label: string): boolean {
  try {
    new TextDecoder(label, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The text of a file, without its byte order mark; bytes that are invalid read as U+FFFD. */
export function decodeLoosely(bytes: Buffer, label: string): string {
  return new TextDecoder(label).decode(bytes);
}

/** Throws `TableError` where a file is too large, or a workbook or archive instead of a table saved as text. */
export function checkIsText(bytes: Buffer): void {
  if (bytes.length > mostTableBytes) throw tooLarge(bytes.length);
  const starts = (text: string) => bytes.subarray(0, text.length).toString('latin1') === text;
  if (starts('PK\x03\x04') || starts('\xd0\xcf\x11\xe0')) {
    throw new TableError(
      'This is a workbook, not text. Open it in your spreadsheet program and save it as CSV (UTF-8).',
    );
  }
}

/** The refusal of a file of so many bytes. */
export function tooLarge(bytes: number): TableError {
  const megabytes = (bytes / 1024 / 1024).toFixed(1);
  return new TableError(
    `This file has ${megabytes} MB; tables are read up to ${mostTableBytes / 1024 / 1024} MB. Split it into several files.`,
  );
}
