import { findPersonalData } from '#domain/personal-data';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { LARGEST_WORD_FILE } from '#domain/word-file';
import { importWord } from '../documents/import-word';
import type { ImportedDraft } from '../documents/imported-draft';
import { sha256Hex } from '../sha256';
import { fieldsOf } from './fields';

const LONGEST_FILE_NAME = 200;

/** A Word file as a form sends it. */
export interface SentWordFile {
  readonly file: File;
  /** As it may be shown and kept. */
  readonly fileName: string;
}

export interface ReadWordFile extends ImportedDraft {
  /** SHA-256, hex, of the file as it was sent. */
  readonly fileHash: string;
}

/** The form's field `file`. */
export function wordFileField(raw: unknown): SentWordFile | Refusal {
  const file = fileField(raw);
  if (isRefusal(file)) return file;
  const fileName = publicFileName(file.name);
  return isRefusal(fileName) ? fileName : { file, fileName };
}

export async function readWordFile({ file, fileName }: SentWordFile): Promise<ReadWordFile | Refusal> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const fileHash = sha256Hex(bytes);
  const imported = await importWord(bytes, fileName);
  return isRefusal(imported) ? { ...imported, field: 'file' } : { ...imported, fileHash };
}

function fileField(raw: unknown): File | Refusal {
  const { file } = fieldsOf(raw);
  // Browsers send a nameless, empty file when none was chosen.
  if (!(file instanceof File) || (file.name === '' && file.size === 0)) {
    return refuse('file-missing', { field: 'file' });
  }
  return file.size > LARGEST_WORD_FILE ? refuse('file-too-large', { field: 'file' }) : file;
}

/** The register keeps it for good, so it must name no patient. */
function publicFileName(name: string): string | Refusal {
  const plain = plainFileName(name);
  const [found] = findPersonalData(plain);
  if (!found) return plain;
  const what = found.kind === 'nhs-number' ? 'an NHS number' : 'a phone number';
  const message = `Rename the file: its name looks like it holds ${what} (${found.text}). Nothing was stored.`;
  return refuse('personal-data', { field: 'file', message });
}

/** Without folders and control characters; it is shown on pages and kept in the register. */
function plainFileName(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? '';
  // Control characters: control characters have no place in a name that people read.
  const plain = base
    .replace(/[\u0000-\u001f\u007f]/g, '')
    .normalize('NFC')
    .trim();
  // Half a character, from the name itself or from cutting it, could not be stored.
  return plain.slice(-LONGEST_FILE_NAME).replace(/\p{Surrogate}/gu, '') || 'file.docx';
}
