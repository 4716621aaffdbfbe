import { isDigest, type MailChoice } from '#domain/mail-choice';
import type { Subject } from '#domain/policy';
import { isRefusal, refuse } from '#domain/refusal';
import { keepMailChoice } from '../db/mails';
import { currentMembership } from '../reads/read-context';
import type { Command } from './command';
import { fieldsOf } from './fields';

/**
 * Chooses what one gets by e-mail. Fields: `digest` ("daily", "weekly" or "none"), `answersAtOnce` and `votesAtOnce` ("yes", or left
 * out for no). It begins again for who had unsubscribed.
 */
export const chooseMail: Command<MailChoice, undefined, Subject, MailChoice, MailChoice> = {
  name: 'choose-mail',
  needs: 'own-notices',

  parse(raw) {
    const { digest, answersAtOnce, votesAtOnce } = fieldsOf(raw);
    if (!isDigest(digest)) {
      const message = 'Choose how often your messages come together in one e-mail.';
      return refuse(digest ? 'invalid-input' : 'missing-field', { field: 'digest', message });
    }
    return { digest, answersAtOnce: answersAtOnce === 'yes', votesAtOnce: votesAtOnce === 'yes' };
  },

  async load(_tx, _choice, actor) {
    const membership = currentMembership(actor);
    return isRefusal(membership) ? membership : { partnershipId: membership.partnershipId };
  },

  decide: (_facts, choice) => choice,

  async store(tx, choice, { acting: { actor } }) {
    await keepMailChoice(tx, actor.personId, choice);
    return choice;
  },

  announces: () => []
};
