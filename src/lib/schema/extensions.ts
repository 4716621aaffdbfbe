import type { Extensions } from '@tiptap/core';
import { TableKit } from '@tiptap/extension-table';
import { StarterKit } from '@tiptap/starter-kit';
import { safeHref } from './allowed-links';
import { CellSpans } from './cell-spans';
import { ClauseAttribute } from './clause-attribute';
import { Footnote } from './footnote';
import { NumberingAttributes } from './numbering-attributes';
import { Subscript, Superscript } from './script-marks';

/**
 * The one list of what a specification's text may hold, used by the editor and by the server.
 * Undo is left out because the editor brings the collaborative one (undo only what I did).
 * The trailing paragraph is left out because opening a document must never change it.
 */
export const documentExtensions: Extensions = [
  StarterKit.configure({
    undoRedo: false,
    trailingNode: false,
    code: false,
    codeBlock: false,
    heading: { levels: [1, 2, 3, 4, 5, 6] },
    link: {
      openOnClick: false,
      autolink: true,
      defaultProtocol: 'https',
      protocols: [],
      HTMLAttributes: { target: null, rel: 'noopener', class: null },
      isAllowedUri: (href) => safeHref(href) !== null
    }
  }),
  NumberingAttributes,
  ClauseAttribute,
  TableKit.configure({ table: { resizable: false } }),
  CellSpans,
  Footnote,
  Superscript,
  Subscript
];
