import { PASSWORD } from '#tests/builders/world';
import { freshReference, type Objects } from './people-and-objects';

/** What somebody sends about their own account, and a lead about a guest's. */
export const ACCOUNT = {
  'POST /account': () => ({ form: { presentPassword: PASSWORD, newPassword: 'violet kettle harbour' } }),
  'POST /account/come-back': () => ({ form: {} }),
  'POST /account/access-needs': () => ({ form: { 'format-audio': 'yes', needs: freshReference() } }),
  'POST /account/read-out': () => ({ form: { readOut: 'off' } }),
  'POST /people?/endAccess': ({ guestMember: memberId }: Objects) => ({ form: { memberId } }),
  'POST /people?/handOver': ({ guestMember: memberId }: Objects) => ({ form: { memberId } }),
  'POST /account/address?/give': () => ({ form: { address: 'mary@elsewhere.example' } }),
  'POST /account/address?/remove': () => ({ form: {} }),
  'POST /confirm-address': () => ({ form: { key: 'not-a-token' } }),
  'POST /account/e-mail': () => ({ form: { digest: 'weekly', votesAtOnce: 'yes' } })
};
