import { CONTACT_KINDS, CONTACT_ORDER, type ContactKind, type LocalContact } from '#domain/moderation';
import type { Subject } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { keepLocalContacts as keep } from '../db/moderation';
import { currentMembership } from '../reads/read-context';
import type { Command } from './command';
import { textField } from './fields';

type Contacts = readonly LocalContact[];

/** Whom to tell here. Fields for each matter: `adults.name`, `adults.phone`, `adults.more`; all empty: nobody is entered. */
export const keepLocalContacts: Command<Contacts, undefined, Subject, Contacts, { readonly count: number }> =
  {
    name: 'keep-local-contacts',
    needs: 'keep-local-contacts',

    parse(raw) {
      const contacts: LocalContact[] = [];
      for (const kind of CONTACT_ORDER) {
        const contact = contactField(raw, kind);
        if (isRefusal(contact)) return contact;
        if (contact) contacts.push(contact);
      }
      return contacts;
    },

    async load(_tx, _input, actor) {
      const membership = currentMembership(actor);
      return isRefusal(membership) ? membership : { partnershipId: membership.partnershipId };
    },

    decide: (_facts, contacts) => contacts,

    async store(tx, contacts, { facts: { partnershipId } }) {
      await keep(tx, partnershipId, contacts);
      return { count: contacts.length };
    },

    announces: (_contacts, { partnershipId }) => [{ kind: 'partnership', id: partnershipId }]
  };

/** The number of a service is meant to be read: `publicField` would stop it. */
function contactField(raw: unknown, kind: ContactKind): LocalContact | null | Refusal {
  const name = textField(raw, `${kind}.name`, { most: 120 });
  if (isRefusal(name)) return name;
  const phone = textField(raw, `${kind}.phone`, { most: 40 });
  if (isRefusal(phone)) return phone;
  const more = textField(raw, `${kind}.more`, { most: 300 });
  if (isRefusal(more)) return more;
  if (name === '' && phone === '' && more === '') return null;
  const matter = CONTACT_KINDS[kind].name;
  if (name === '')
    return refuse('missing-field', { field: `${kind}.name`, message: `Say who it is: “${matter}”.` });
  if (!/\d{3}/.test(phone))
    return refuse('missing-field', {
      field: `${kind}.phone`,
      message: `Enter the phone number: “${matter}”.`
    });
  return { kind, name, phone, more };
}
