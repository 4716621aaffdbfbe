import type { Editor } from '@tiptap/core';
import { safeHref } from '#schema/allowed-links';

/** Address of the link at the caret, or nothing. */
export function currentLink(editor: Editor): string {
  const { href } = editor.getAttributes('link');
  return typeof href === 'string' ? href : '';
}

/** Makes the selected words, or the link at the caret, a link; an empty address removes it. Null, or why not. */
export function setLink(editor: Editor, typed: string): string | null {
  const chain = editor.chain().extendMarkRange('link');
  if (typed.trim() === '') return ran(chain.unsetLink().run());
  const href = address(typed);
  if (href === null) return 'Enter a web address such as https://www.nhs.uk, or an e-mail address.';
  if (!editor.state.selection.empty || editor.isActive('link'))
    return ran(chain.setMark('link', { href }).run());
  const text = { type: 'text', text: typed.trim(), marks: [{ type: 'link', attrs: { href } }] };
  return ran(editor.chain().insertContent(text).run());
}

/** People write "www.nhs.uk" and "name@nhs.net"; they mean a link all the same. */
export function address(typed: string): string | null {
  const text = typed.trim();
  if (/^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/.test(text)) return safeHref(`mailto:${text}`);
  if (/^[a-z][a-z0-9+.-]*:/i.test(text) || text.startsWith('#')) return safeHref(text);
  return /^[^\s/]+\.[^\s/]+/.test(text) ? safeHref(`https://${text}`) : null;
}

/** Words of the selected note, or nothing. */
export function currentNote(editor: Editor): string {
  const { text } = editor.getAttributes('footnote');
  return editor.isActive('footnote') && typeof text === 'string' ? text : '';
}

/** Puts a note at the caret, or changes the selected one; empty words remove it. Null, or why not. */
export function setNote(editor: Editor, typed: string): string | null {
  const text = typed.trim();
  if (text === '')
    return editor.isActive('footnote') ? ran(editor.commands.deleteSelection()) : 'Write the note first.';
  if (editor.isActive('footnote')) return ran(editor.commands.updateAttributes('footnote', { text }));
  const { to } = editor.state.selection;
  return ran(editor.chain().insertContentAt(to, { type: 'footnote', attrs: { text } }).run());
}

function ran(done: boolean): string | null {
  return done ? null : 'That is not possible here.';
}
