import type { PersonId } from '#domain/ids';
import { comparedAddress } from '#domain/invitation';
import type { Subject } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { ADDRESS_LINK_LASTS, addressUrl } from '../auth/confirm-address';
import { newSecretToken } from '../auth/secret-link';
import { forgetAddress, hasPassword, keepAsked, lockAddress, othersAsking } from '../db/guest-addresses';
import { insertMail } from '../db/mails';
import { composeAddress } from '../mail/compose-address';
import { unsubscribeUrl } from '../mail/make-mails';
import { currentMembership } from '../reads/read-context';
import type { Command } from './command';
import { fieldsOf } from './fields';

interface Asked {
  readonly address: string;
}

interface Facts extends Subject {
  readonly personId: PersonId;
  /** Why no link can be sent; null: it can. */
  readonly refusal: Refusal | null;
}

/** From one link to the next, and how many people may wait for one address. */
const BETWEEN = 60_000;
const MOST_WAITING = 3;
const SENDS_NONE = 'This server sends no e-mail. Everything that you are told is in your inbox.';
const HAS_ONE = 'E-mail goes to the address that you sign in with.';
const JUST_SENT = 'A link was sent less than a minute ago. Wait a minute, then try again.';
const TOO_MANY = 'Too many links were asked for. Try again tomorrow.';

/**
 * A guest gives an e-mail address to be told at. Nothing but a link to confirm it goes there before that was followed. Field: `address`.
 */
export const giveAddress: Command<Asked, undefined, Facts, Asked, { readonly asked: true }> = {
  name: 'give-address',
  needs: 'own-notices',

  parse(raw) {
    const address = comparedAddress(fieldsOf(raw).address);
    if (address !== undefined) return { address };
    const message = 'Enter an e-mail address, like name@example.org.';
    return refuse('invalid-input', { field: 'address', message });
  },

  async load(tx, { address }, actor, tools) {
    const membership = currentMembership(actor);
    if (isRefusal(membership) || actor.kind === 'nobody') return membership as Refusal;
    const { personId } = actor;
    const now = await tools.now(tx);
    const before = await lockAddress(tx, personId);
    const since = new Date(now.getTime() - ADDRESS_LINK_LASTS);
    const others = await othersAsking(tx, { asked: address, personId, since });
    const sends = tools.config.mail !== undefined || tools.config.demo;
    const isSoon = !!before?.askedAt && now.getTime() - before.askedAt.getTime() < BETWEEN;
    return {
      ...{ partnershipId: membership.partnershipId, personId },
      refusal: whyNot({ sends, hasPassword: await hasPassword(tx, personId), isSoon, others })
    };
  },

  decide: ({ refusal }, asked) => refusal ?? asked,

  async store(tx, { address }, { facts: { personId }, acting: { now }, tools }) {
    const [confirm, stop] = [newSecretToken(tools), newSecretToken(tools)];
    await keepAsked(tx, personId, { asked: address, askedHash: confirm.tokenHash, askedAt: now });
    const origin = tools.config.origins[0]!;
    const urls = {
      link: addressUrl(origin, confirm.token),
      unsubscribeUrl: unsubscribeUrl(origin, stop.token)
    };
    await insertMail(tx, {
      ...{ id: tools.newId<'mail'>(), personId, kind: 'address', ...composeAddress(urls) },
      ...{ unsubscribeHash: stop.tokenHash, unsubscribeToken: stop.token, madeAt: now, nextTry: now }
    });
    return { asked: true };
  },

  announces: () => []
};

function whyNot(facts: {
  readonly sends: boolean;
  readonly hasPassword: boolean;
  readonly isSoon: boolean;
  readonly others: number;
}): Refusal | null {
  const field = 'address';
  if (facts.hasPassword) return refuse('not-allowed', { field, message: HAS_ONE });
  if (!facts.sends) return refuse('not-allowed', { field, message: SENDS_NONE });
  if (facts.isSoon) return refuse('too-many-tries', { field, message: JUST_SENT });
  return facts.others >= MOST_WAITING ? refuse('too-many-tries', { field, message: TOO_MANY }) : null;
}

/** A guest takes their address away again, the confirmed one and one that waits. No fields. */
export const removeAddress: Command<
  Record<never, never>,
  undefined,
  Subject & { readonly exists: boolean },
  Record<never, never>,
  { readonly removed: true }
> = {
  name: 'remove-address',
  needs: 'own-notices',

  parse: () => ({}),

  async load(tx, _input, actor) {
    const membership = currentMembership(actor);
    if (isRefusal(membership) || actor.kind === 'nobody') return membership as Refusal;
    const exists = (await lockAddress(tx, actor.personId)) !== undefined;
    return { partnershipId: membership.partnershipId, exists };
  },

  decide: ({ exists }) => (exists ? {} : refuse('not-found', { message: 'There is no address to remove.' })),

  async store(tx, _outcome, { acting: { actor } }) {
    await forgetAddress(tx, actor.personId);
    return { removed: true };
  },

  announces: () => []
};
