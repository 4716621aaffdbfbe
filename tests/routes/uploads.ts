import { styled, wordFile, HEADING_STYLES } from '#tests/documents/word-file';

export function goodFile(): Uint8Array {
  return wordFile({ styles: HEADING_STYLES, body: styled('Heading1', 'Scope') });
}

/** A form as a browser sends it: the title first, then the file. */
export function upload(bytes: Uint8Array, name = 'specification.docx', title = 'From Word'): FormData {
  const form = new FormData();
  form.set('title', title);
  form.set('file', new File([new Uint8Array(bytes)], name));
  return form;
}
