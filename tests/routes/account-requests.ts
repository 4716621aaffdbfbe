import { PASSWORD } from '#tests/builders/world';
import { freshReference } from './people-and-objects';

/** What somebody sends about their own account. */
export const ACCOUNT = {
  'POST /account': () => ({ form: { presentPassword: PASSWORD, newPassword: 'violet kettle harbour' } }),
  'POST /account/come-back': () => ({ form: {} }),
  'POST /account/access-needs': () => ({ form: { 'format-audio': 'yes', needs: freshReference() } }),
  'POST /account/read-out': () => ({ form: { readOut: 'off' } }),
  'POST /account/e-mail': () => ({ form: { digest: 'weekly', votesAtOnce: 'yes' } })
};
