import { Extension, getChangedRanges } from '@tiptap/core';
import { isChangeOrigin } from '@tiptap/extension-collaboration';
import type { Node } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state';
import { newlyFound, type PersonalDataFound } from '#domain/personal-data';
import { StopNotice } from './stop-notice';

const KEY = new PluginKey('personalDataStop');

/**
 * A text that several people write at once is stored as it is typed, so the server cannot ask back: what this person types or
 * pastes is looked at here, before it goes out. An NHS number does not get into the text. A phone number or an e-mail address
 * may be a service's own: it stays, with a question.
 */
export const PersonalDataStop = Extension.create({
  name: 'personalDataStop',

  addProseMirrorPlugins() {
    let notice: StopNotice | undefined;
    return [
      new Plugin({
        key: KEY,
        filterTransaction(tr, state) {
          const found = brought(tr, state);
          const [first] = found;
          if (first) notice?.show(first);
          return !found.some(isStopped);
        },
        view(view) {
          notice = new StopNotice(view.dom);
          return { destroy: () => notice?.remove() };
        }
      })
    ];
  }
});

/** What this person's change brings into the paragraphs it touches, worst first. What others write is theirs to answer for. */
function brought(tr: Transaction, state: EditorState): PersonalDataFound[] {
  if (!tr.docChanged || isChangeOrigin(tr)) return [];
  const ranges = getChangedRanges(tr);
  const before = ranges.flatMap(({ oldRange }) => paragraphs(state.doc, oldRange));
  const after = ranges.flatMap(({ newRange }) => paragraphs(tr.doc, newRange));
  return newlyFound(before, after).sort((a, b) => Number(isStopped(b)) - Number(isStopped(a)));
}

function isStopped({ kind }: PersonalDataFound): boolean {
  return kind === 'nhs-number';
}

function paragraphs(doc: Node, { from, to }: { readonly from: number; readonly to: number }): string[] {
  const found: string[] = [];
  doc.nodesBetween(Math.max(0, from), Math.min(to, doc.content.size), (node) => {
    if (!node.isTextblock) return true;
    found.push(node.textBetween(0, node.content.size, '\n', '\n'));
    return false;
  });
  return found;
}
