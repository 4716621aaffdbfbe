import { checkSignature, decisionState, type DecisionOption, type DecisionState } from '#domain/decision';
import {
  parseId,
  type BallotId,
  type DecisionId,
  type MemberId,
  type SpecificationId,
  type VersionId
} from '#domain/ids';
import { membershipIn, type StakeholderGroup } from '#domain/membership';
import type { OpenPoint } from '#domain/open-point';
import { can } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { HiddenCharacters } from '#domain/hidden-characters';
import type { Topic } from '#protocol/topics';
import type { DocumentJson } from '#schema/document-json';
import { hiddenCharacters, hiddenInWords } from '#schema/hidden-in-document';
import { renderDocument } from '#schema/render-html';
import { ballotById } from '../db/ballots';
import { frozenVersion, leftUnanswered, recomputedHash, type FrozenVersion } from '../db/decision-evidence';
import {
  decisionById,
  optionsOf,
  signaturesOf,
  signingOrganisations,
  type DecisionRow,
  type NamedSignature
} from '../db/decisions';
import { registerPerson } from '../db/members';
import { specificationById } from '../db/specifications';
import { namedExceptions, type NamedException } from './decision-exceptions';
import { sentenceOf, versionName } from './decision-list';
import { shownPoints } from './open-points-page';
import { visible, type ReadContext } from './read-context';

export interface DecisionSignature {
  readonly memberId: MemberId;
  readonly name: string;
  readonly group: StakeholderGroup;
  readonly organisation: string;
  readonly outcome: 'signed' | 'refused';
  readonly reason: string;
  readonly signedAt: Date;
}

export interface DecisionPage {
  readonly id: DecisionId;
  readonly reference: string;
  readonly title: string;
  readonly question: string;
  readonly wording: string;
  readonly reasons: string;
  /** In the order shown. */
  readonly options: readonly DecisionOption[];
  /** SHA-256, hex: what a signature names. */
  readonly hash: string;
  /** SHA-256, hex, of the frozen text. */
  readonly versionHash: string;
  readonly version: {
    readonly id: VersionId;
    readonly number: number;
    /** "Falls and frailty service, version 7 (0.7)". */
    readonly name: string;
    readonly specificationId: SpecificationId;
    readonly frozenAt: Date;
  };
  readonly ballot: { readonly id: BallotId; readonly title: string } | null;
  readonly proposedAt: Date;
  readonly proposedBy: { readonly name: string; readonly organisation: string };
  readonly organisationsNeeded: number;
  readonly state: DecisionState['state'];
  readonly sentence: string;
  readonly settledAt: Date | null;
  readonly signatures: readonly DecisionSignature[];
  /** While it is awaited: organisations with a board member that have not signed, by name. */
  readonly waitsFor: readonly string[];
  /** How many more organisations must sign; 0 once settled. */
  readonly stillNeeded: number;
  /** Comments without an answer that it names, each with the reason. */
  readonly exceptions: readonly NamedException[];
  /** Other comments of patients and carers from before it was proposed that have none: while there are any, it cannot be agreed. */
  readonly leftUnanswered: number;
  /** False when something it binds no longer fits the hash: nobody can sign it then. */
  readonly intact: boolean;
  /** What the viewer answered, if they did. */
  readonly mine: 'signed' | 'refused' | null;
  /** The viewer's organisation has signed through somebody else: a further signature does not count again. */
  readonly organisationSigned: boolean;
  /** Questions and contradictions about the specification that are not resolved. */
  readonly openPoints: readonly OpenPoint[];
  readonly may: { readonly sign: boolean };
  readonly topics: readonly Topic[];
}

/** One decision: what was decided, why, on what, and who signed. */
export async function decisionPage(context: ReadContext, rawId: unknown): Promise<DecisionPage | Refusal> {
  const found = await findDecision(context, rawId);
  return isRefusal(found) ? found : pageOf(context, found);
}

export interface SignPage extends DecisionPage {
  /** The frozen text as HTML (escaped, safe to show). */
  readonly versionHtml: string;
  /** What a signer would not see in the decision's own words, and then in the frozen text. */
  readonly hidden: HiddenCharacters;
  /** Why the viewer cannot sign now; null when they can. */
  readonly cannotSign: Refusal | null;
}

/** What a board member reads before they sign: the same, with the frozen text itself. */
export async function signPage(context: ReadContext, rawId: unknown): Promise<SignPage | Refusal> {
  const found = await findDecision(context, rawId);
  if (isRefusal(found)) return found;
  const page = await pageOf(context, found);
  const checked = signable(context, found, page.intact);
  // A text that was tampered with is not shown to be signed, and may not even be a document any more.
  const json = page.intact ? jsonOf(found.version) : { type: 'doc' };
  const versionHtml = page.intact ? renderDocument(json, { headingOffset: 2 }) : '';
  const cannotSign = isRefusal(checked) ? checked : null;
  const hidden = together(hiddenInWords(ownWords(page)), hiddenCharacters(json));
  return { ...page, versionHtml, hidden, cannotSign };
}

/** Everything a signature agrees to besides the frozen text, and by whom. */
function ownWords({
  reference,
  title,
  question,
  wording,
  reasons,
  options,
  signatures,
  proposedBy
}: DecisionPage) {
  return [
    { place: 'in the reference', text: reference },
    { place: 'in the title', text: title },
    { place: 'in the question', text: question },
    { place: 'in the wording', text: wording },
    { place: 'in the reasons', text: reasons },
    ...options.map(({ key, title, reason }) => ({ place: `in option ${key}`, text: `${title}\n${reason}` })),
    { place: 'in the name of who proposed it', text: `${proposedBy.name}\n${proposedBy.organisation}` },
    ...signatures.map(({ name, organisation }) => ({
      place: 'in the name of who signed it',
      text: `${name}\n${organisation}`
    }))
  ];
}

function together(first: HiddenCharacters, second: HiddenCharacters): HiddenCharacters {
  return { found: [...first.found, ...second.found], count: first.count + second.count };
}

interface Found {
  readonly row: DecisionRow;
  readonly version: FrozenVersion;
  readonly signatures: readonly NamedSignature[];
}

async function findDecision(context: ReadContext, rawId: unknown): Promise<Found | Refusal> {
  const id = parseId<'decision'>(rawId);
  const { db } = context.tools;
  const row = visible(context, 'read-decision', isRefusal(id) ? undefined : await decisionById(db, id));
  if (isRefusal(row)) return row;
  const version = await frozenVersion(db, row.versionId);
  if (!version) throw new Error('A decision without its frozen version.');
  return { row, version, signatures: await signaturesOf(db, [row.id]) };
}

async function pageOf(context: ReadContext, found: Found): Promise<DecisionPage> {
  const { row, version, signatures } = found;
  const { db } = context.tools;
  const {
    id,
    reference,
    title,
    question,
    wording,
    reasons,
    hash,
    proposedAt,
    settledAt,
    organisationsNeeded
  } = row;
  const { name, organisation } = await registerPerson(db, row.proposedBy);
  const ballot = row.ballotId ? await ballotById(db, row.ballotId) : undefined;
  const intact = (await recomputedHash(db, row, version)) === hash;
  return {
    ...{ id, reference, title, question, wording, reasons, hash, proposedAt, settledAt, organisationsNeeded },
    options: await optionsOf(db, id),
    versionHash: version.hash,
    version: versionOf(version),
    ballot: ballot ? { id: ballot.id, title: ballot.title } : null,
    proposedBy: { name, organisation },
    signatures: signatures.map(signatureOf),
    ...(await standing(context, found)),
    ...viewer(context, found),
    intact,
    exceptions: await namedExceptions(db, row),
    leftUnanswered: (await leftUnanswered(db, row, version)).length,
    openPoints: await stillOpen(context, version),
    may: { sign: signable(context, found, intact) === true },
    // What is said about it, and what becomes of that, is told as the specification's.
    topics: [
      { kind: 'decision', id },
      { kind: 'specification', id: version.specificationId }
    ]
  };
}

async function stillOpen(context: ReadContext, { specificationId }: FrozenVersion): Promise<OpenPoint[]> {
  const specification = await specificationById(context.tools.db, specificationId);
  const points = specification ? await shownPoints(context, specification) : [];
  return points.filter(({ resolution }) => resolution === null);
}

/** Where it stands, and whom it waits for. */
async function standing(context: ReadContext, { row, signatures }: Found) {
  const state = decisionState(signatures, row.organisationsNeeded);
  const sentence = sentenceOf(state, signatures);
  if (state.state !== 'awaiting') return { state: state.state, sentence, stillNeeded: 0, waitsFor: [] };
  const able = await signingOrganisations(context.tools.db, row.partnershipId);
  const waitsFor = able.filter((each) => !state.signedBy.includes(each.id)).map((each) => each.name);
  return { state: state.state, sentence, stillNeeded: state.stillNeeded, waitsFor };
}

function viewer(
  { actor }: ReadContext,
  { row, signatures }: Found
): Pick<DecisionPage, 'mine' | 'organisationSigned'> {
  const membership = membershipIn(actor, row.partnershipId);
  const mine = signatures.find(({ memberId }) => memberId === membership?.memberId);
  const ours = signatures.some((each) => each.organisationId === membership?.organisationId && each !== mine);
  return { mine: mine?.outcome ?? null, organisationSigned: ours };
}

/** The same questions that signing asks, so that the page does not offer what would be refused. */
function signable(
  { actor }: ReadContext,
  { row, version, signatures }: Found,
  intact: boolean
): true | Refusal {
  const allowed = can(actor, 'sign-decision', row);
  if (isRefusal(allowed)) return allowed;
  const memberId = membershipIn(actor, row.partnershipId)!.memberId;
  const request = {
    memberId,
    outcome: 'signed',
    reason: '',
    decisionHash: row.hash,
    versionHash: version.hash
  } as const;
  const checked = checkSignature(request, { ...row, versionHash: version.hash }, signatures);
  if (isRefusal(checked)) return checked;
  return intact ? true : refuse('version-changed');
}

function versionOf(version: FrozenVersion): DecisionPage['version'] {
  const { id, number, specificationId, frozenAt } = version;
  return { id, number, name: versionName(version), specificationId, frozenAt };
}

function signatureOf(signature: NamedSignature): DecisionSignature {
  const { memberId, name, group, organisation, outcome, reason, signedAt } = signature;
  return { memberId, name, group, organisation, outcome, reason, signedAt };
}

/** The canonical text is one line naming its form, then the document as JSON (schema/canonical). */
function jsonOf({ canonical }: FrozenVersion): DocumentJson {
  return JSON.parse(canonical.slice(canonical.indexOf('\n') + 1)) as DocumentJson;
}
