/** Why a version was frozen without anybody asking for it. */
export type VersionOccasion =
  | { readonly kind: 'imported'; readonly fileName: string }
  | { readonly kind: 'merged'; readonly fileName: string }
  | { readonly kind: 'closed' }
  | { readonly kind: 'decision'; readonly reference: string }
  | { readonly kind: 'restored'; readonly number: number }
  | { readonly kind: 'consultation-opened' }
  | { readonly kind: 'consultation-over' };

export type OccasionKind = VersionOccasion['kind'];

const LONGEST = 120;

/** The label of such a version: it says why it is there. At most 120 characters, as every label. */
export function occasionLabel(occasion: VersionOccasion): string {
  const words = [...wordsOf(occasion)];
  return words.length > LONGEST ? `${words.slice(0, LONGEST - 1).join('')}…` : words.join('');
}

function wordsOf(occasion: VersionOccasion): string {
  switch (occasion.kind) {
    case 'imported':
      return `As it came from the Word file ${occasion.fileName}`;
    case 'merged':
      return `Before changes came in from the Word file ${occasion.fileName}`;
    case 'closed':
      return 'When the text was closed for editing';
    case 'decision':
      return `When decision ${occasion.reference} was proposed`;
    case 'restored':
      return `Before version ${occasion.number} was brought back`;
    case 'consultation-opened':
      return 'When a consultation was opened';
    case 'consultation-over':
      return 'When a consultation was over';
  }
}
