import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import { isOwnEdit } from './clause-naming';

/**
 * A plain summary stands under the heading of its clause: a heading that an edit made here brings in, typed or pasted, becomes a
 * paragraph. The schema stays that of every text, or this editor would delete what another one wrote.
 */
export const NoHeadings = Extension.create({
  name: 'noHeadings',
  addProseMirrorPlugins: () => [
    new Plugin({
      appendTransaction(transactions, _before, { doc, schema, tr }) {
        if (!transactions.some(isOwnEdit)) return null;
        doc.descendants((node, position) => {
          if (node.type.name === 'heading') tr.setNodeMarkup(position, schema.nodes.paragraph, {});
        });
        return tr.docChanged ? tr : null;
      }
    })
  ]
});
