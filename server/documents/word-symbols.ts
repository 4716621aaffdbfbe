// Fonts like Wingdings put pictures on the places of letters. These are the ones that Word's own menus offer.
const WINGDINGS: Readonly<Record<number, string>> = {
  0x22: '✂',
  0x28: '☎',
  0x2a: '✉',
  0x4a: '☺',
  0x4c: '☹',
  0x6c: '●',
  0x6e: '■',
  0x6f: '□',
  0x71: '❑',
  0x75: '◆',
  0x76: '❖',
  0x77: '◆',
  0x9f: '•',
  0xa7: '▪',
  0xa8: '□',
  0xd8: '➢',
  0xe0: '→',
  0xdf: '←',
  0xe8: '→',
  0xf0: '⇨',
  0xfb: '✗',
  0xfc: '✓',
  0xfd: '☒',
  0xfe: '☑'
};

const SYMBOL: Readonly<Record<number, string>> = {
  0x61: 'α',
  0x62: 'β',
  0x67: 'γ',
  0x64: 'δ',
  0x44: 'Δ',
  0x6c: 'λ',
  0x6d: 'μ',
  0x70: 'π',
  0x73: 'σ',
  0x53: 'Σ',
  0x57: 'Ω',
  0xa3: '≤',
  0xb3: '≥',
  0xb0: '°',
  0xb1: '±',
  0xb4: '×',
  0xb7: '•',
  0xb8: '÷',
  0xb9: '≠',
  0xbb: '≈',
  0xa5: '∞',
  0xac: '←',
  0xad: '↑',
  0xae: '→',
  0xaf: '↓'
};

/** The character for a symbol of a picture font, or null when we do not know it. `code` is hexadecimal. */
export function symbolCharacter(font: string, code: string): string | null {
  const value = Number.parseInt(code, 16);
  if (Number.isNaN(value) || value > 0x10ffff) return null;
  // Word moves picture fonts into the private area F000–F0FF.
  const place = value >= 0xf000 && value <= 0xf0ff ? value - 0xf000 : value;
  if (/^wingdings$/i.test(font)) return WINGDINGS[place] ?? null;
  if (/^symbol$/i.test(font)) return SYMBOL[place] ?? null;
  const isOrdinary = value >= 0x20 && (value < 0xd800 || (value > 0xf8ff && value < 0xfffe));
  return isOrdinary ? String.fromCodePoint(value) : null;
}
