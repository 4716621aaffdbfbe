import { checkSignature, decisionState, type DecisionState, type Signature } from '#domain/decision';
import { parseId, type DecisionId } from '#domain/ids';
import { membershipIn, type Actor } from '#domain/membership';
import type { Subject } from '#domain/policy';
import { checkPersonalData } from '#domain/personal-data';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { RegisterEvent } from '#domain/register-entry';
import type { Transaction } from '../db/database';
import { frozenVersion, leftUnanswered, recomputedHash } from '../db/decision-evidence';
import {
  insertSignature,
  lockDecision,
  settleDecision,
  signaturesOf,
  type DecisionRow,
  type NamedSignature,
  type SignatureRow
} from '../db/decisions';
import { confirmPassword } from '../auth/confirm-password';
import type { Acting, Command } from './command';
import { fieldsOf, textField } from './fields';
import { doingOf, tellPartakers } from './tell-people';

interface Input {
  readonly decisionId: DecisionId;
  readonly outcome: 'signed' | 'refused';
  readonly reason: string;
  readonly password: string;
  /** Both as they stood on the page that was read. */
  readonly decisionHash: string;
  readonly versionHash: string;
}

interface Facts extends Subject {
  readonly decision: DecisionRow;
  readonly versionHash: string;
  /** The decision's hash, worked out from everything it binds as that is stored now. */
  readonly hashNow: string;
  readonly signatures: readonly NamedSignature[];
  /** Said before it was put to the boards, without an answer and without an exception. */
  readonly unanswered: number;
}

interface Outcome {
  readonly row: SignatureRow;
  readonly state: DecisionState;
  readonly events: readonly RegisterEvent[];
}

interface Signed {
  readonly decisionId: DecisionId;
  readonly outcome: 'signed' | 'refused';
  readonly state: DecisionState['state'];
}

/**
 * A board member signs for their organisation, or refuses. Fields: `decisionId`, `outcome` ("signed" or "refused"),
 * `reason` (for a refusal), `password` (their own, again), `decisionHash` and `versionHash` from the page they read.
 */
export const signDecision: Command<Input, undefined, Facts, Outcome, Signed> = {
  name: 'sign-decision',
  needs: 'sign-decision',

  parse(raw) {
    const decisionId = parseId<'decision'>(fieldsOf(raw).decisionId);
    if (isRefusal(decisionId)) return decisionId;
    const answer = answerOf(raw);
    if (isRefusal(answer)) return answer;
    const hashes = hashesOf(raw);
    if (isRefusal(hashes)) return hashes;
    const { password } = fieldsOf(raw);
    if (typeof password !== 'string' || password === '') {
      return refuse('missing-field', {
        field: 'password',
        message: 'Enter your password to confirm that it is you.'
      });
    }
    return { decisionId, ...answer, ...hashes, password };
  },

  async prepare({ password }, actor, tools) {
    const confirmed = await confirmPassword(actor, password, tools);
    return isRefusal(confirmed) ? confirmed : undefined;
  },

  load: (tx, { decisionId }, actor) => factsOf(tx, decisionId, actor),

  decide(facts, input, _prepared, acting) {
    const { decision, versionHash, signatures, hashNow } = facts;
    const { outcome, reason, decisionHash, versionHash: readVersion } = input;
    const request = {
      memberId: acting.membership.memberId,
      outcome,
      reason,
      decisionHash,
      versionHash: readVersion
    };
    const checked = checkSignature(request, { ...decision, versionHash }, signatures);
    if (isRefusal(checked)) return checked;
    // Somebody wrote into the stored text, the options or the votes: what would be signed is not what was proposed.
    if (hashNow !== decision.hash) return refuse('version-changed');
    const signed = signing(facts, input, acting);
    // What was said at the very moment at which it was proposed, or before there were exceptions.
    return signed.state.state === 'agreed' && facts.unanswered > 0 ? refuse('comments-unanswered') : signed;
  },

  async store(tx, { row, state, events }, { acting, record }) {
    await insertSignature(tx, row);
    if (state.state !== 'awaiting') {
      await settleDecision(tx, row.decisionId, { outcome: state.state, at: state.at });
      await tellPartakers(tx, row.decisionId, doingOf(acting));
    }
    for (const event of events) await record(event);
    return { decisionId: row.decisionId, outcome: row.outcome, state: state.state };
  },

  announces: ({ row }, { partnershipId }) => [
    { kind: 'decision', id: row.decisionId },
    { kind: 'partnership', id: partnershipId }
  ]
};

function answerOf(raw: unknown): Pick<Input, 'outcome' | 'reason'> | Refusal {
  const { outcome } = fieldsOf(raw);
  if (outcome !== 'signed' && outcome !== 'refused') {
    return refuse('missing-field', { field: 'outcome', message: 'Say whether you sign or refuse to sign.' });
  }
  const reason = textField(raw, 'reason', { most: 4000 });
  if (isRefusal(reason)) return reason;
  if (outcome === 'signed' && reason !== '') {
    const message = 'A signature has no conditions. Take the reason out to sign, or choose to refuse.';
    return refuse('invalid-input', { field: 'reason', message });
  }
  const clean = checkPersonalData(reason, 'reason');
  return isRefusal(clean) ? clean : { outcome, reason };
}

/** Without the hashes of what was read there is no knowing what is being signed. */
function hashesOf(raw: unknown): Pick<Input, 'decisionHash' | 'versionHash'> | Refusal {
  const { decisionHash, versionHash } = fieldsOf(raw);
  const known = typeof decisionHash === 'string' && typeof versionHash === 'string';
  return known ? { decisionHash, versionHash } : refuse('version-changed');
}

async function factsOf(tx: Transaction, id: DecisionId, actor: Actor): Promise<Facts | Refusal> {
  const decision = await lockDecision(tx, id);
  if (!decision || !membershipIn(actor, decision.partnershipId)) return refuse('not-found');
  const version = await frozenVersion(tx, decision.versionId);
  if (!version) throw new Error('A decision without its frozen version.');
  return {
    partnershipId: decision.partnershipId,
    decision,
    versionHash: version.hash,
    hashNow: await recomputedHash(tx, decision, version),
    signatures: await signaturesOf(tx, [id]),
    unanswered: (await leftUnanswered(tx, decision, version)).length
  };
}

function signing({ decision, versionHash, signatures }: Facts, input: Input, acting: Acting): Outcome {
  const { memberId, organisationId } = acting.membership;
  const { outcome, reason } = input;
  const mine: Signature = { memberId, organisationId, outcome, reason, signedAt: acting.now };
  const state = decisionState([...signatures, mine], decision.organisationsNeeded);
  const about = {
    decisionId: decision.id,
    reference: decision.reference,
    title: decision.title,
    decisionHash: decision.hash,
    versionHash
  };
  const names = new Map(signatures.map((each) => [each.organisationId, each.organisation]));
  names.set(organisationId, acting.by.organisation);
  const events: RegisterEvent[] = [
    outcome === 'signed'
      ? { kind: 'decision-signed', content: { ...about, by: acting.by } }
      : { kind: 'decision-refused', content: { ...about, reason, by: acting.by } }
  ];
  if (state.state === 'agreed') {
    const organisations = state.signedBy.map((id) => names.get(id) ?? '');
    events.push({ kind: 'decision-agreed', content: { ...about, organisations } });
  }
  return {
    row: { decisionId: decision.id, ...mine, decisionHash: decision.hash, versionHash },
    state,
    events
  };
}
