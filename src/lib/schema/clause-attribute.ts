import { Extension } from '@tiptap/core';
import { isClauseId } from './clause-ids';

/** `clause` on headings is the id of the clause that begins there. A split keeps it in the first half. */
export const ClauseAttribute = Extension.create({
  name: 'clauseAttribute',

  addGlobalAttributes() {
    return [
      {
        types: ['heading'],
        attributes: {
          clause: {
            default: null,
            validate: 'string|null',
            keepOnSplit: false,
            parseHTML: (element) => {
              const id = element.getAttribute('data-clause');
              return isClauseId(id) ? id : null;
            },
            renderHTML: (attributes) => (attributes.clause ? { 'data-clause': attributes.clause } : {})
          }
        }
      }
    ];
  }
});
