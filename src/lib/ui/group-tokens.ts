import { GROUP_LETTERS, GROUP_NAMES, type StakeholderGroup } from '#domain/membership';

export type TokenShape = 'square' | 'circle' | 'house' | 'diamond' | 'hexagon' | 'shield' | 'ring';

/** How one stakeholder group looks everywhere: in lists, carets, bars and authorship. */
export interface GroupTokenLook {
  /** The plain name, always shown or spoken beside the token. */
  readonly name: string;
  /** One capital letter that stands in the name and belongs to this group alone. */
  readonly letter: string;
  readonly shape: TokenShape;
  /** On light pages: fill, with `text` written on it. Hex, six digits. */
  readonly light: { readonly fill: string; readonly text: string };
  /** On dark pages. */
  readonly dark: { readonly fill: string; readonly text: string };
  /** The fill as a custom property that follows the page's mode. Use `var(--group-text)` for words on it. */
  readonly cssFill: string;
}

const LIGHT_TEXT = '#ffffff';
const DARK_TEXT = '#11181c';

function look(group: StakeholderGroup, shape: TokenShape, light: string, dark: string): GroupTokenLook {
  return {
    name: GROUP_NAMES[group],
    letter: GROUP_LETTERS[group],
    shape,
    light: { fill: light, text: LIGHT_TEXT },
    dark: { fill: dark, text: DARK_TEXT },
    cssFill: `var(--group-${group})`
  };
}

/**
 * One fixed token per group. The colours stand a second time in src/styles/_palette.scss; a test compares them and
 * computes the contrasts: letter on fill, light 6.1 to 8.3 and dark 7.8 to 10.4, so the same pairs serve as caret labels
 * (4.5 needed); the fill against the page or a grey surface is at least 5.5 (3 needed).
 */
export const GROUP_TOKENS: Record<StakeholderGroup, GroupTokenLook> = {
  commissioner: look('commissioner', 'square', '#005eb8', '#6cb4f5'),
  clinician: look('clinician', 'circle', '#00695c', '#4fc7b3'),
  'social-care': look('social-care', 'house', '#8a4b00', '#f0a64a'),
  'patient-carer': look('patient-carer', 'diamond', '#9c1f6e', '#f48cc7'),
  provider: look('provider', 'hexagon', '#5b3a9e', '#b79df2'),
  voluntary: look('voluntary', 'shield', '#4d6b00', '#b5d155'),
  observer: look('observer', 'ring', '#4c6272', '#b0bec5')
};
