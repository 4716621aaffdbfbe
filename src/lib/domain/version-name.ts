/** How a frozen version is named in a sentence: "version 2, “For the boards”". */
export function versionName({ number, label }: { readonly number: number; readonly label: string }): string {
  return label === '' ? `version ${number}` : `version ${number}, “${label}”`;
}
