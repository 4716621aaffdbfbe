import { parseId, type OpenPointId } from '#domain/ids';
import { can, type Subject } from '#domain/policy';
import { isRefusal, refuse } from '#domain/refusal';
import {
  decisionsOn,
  lockOpenPoint,
  resolvePoint,
  type OpenPointRow,
  type Resolution
} from '../db/open-points';
import { specificationById } from '../db/specifications';
import type { Command } from './command';
import { pageField } from './comment-on-page';
import { fieldsOf } from './fields';
import { openPointTopics, type OnDecisions } from './open-point-topics';
import { publicField } from './public-words';

interface Input {
  readonly pointId: OpenPointId;
  readonly resolution: string;
  readonly page: unknown;
}

interface Facts extends Subject, OnDecisions {
  readonly point: OpenPointRow;
  /** The specification's title. */
  readonly title: string;
}

interface Resolved {
  readonly id: OpenPointId;
}

/** Says how a question or a contradiction was settled. Fields: `pointId`, `resolution`, `specificationId` of the page. */
export const resolveOpenPoint: Command<Input, undefined, Facts, Resolution, Resolved> = {
  name: 'resolve-open-point',
  needs: 'raise-open-point',

  parse(raw) {
    const pointId = parseId<'open-point'>(fieldsOf(raw).pointId);
    if (isRefusal(pointId)) return pointId;
    const missing = 'Say in plain words how it was settled.';
    const resolution = publicField(raw, 'resolution', { most: 2000, missing });
    return isRefusal(resolution) ? resolution : { pointId, resolution, page: pageField(raw) };
  },

  async load(tx, { pointId, page }) {
    const point = await lockOpenPoint(tx, pointId);
    if (!point || (page !== undefined && page !== point.specificationId)) return refuse('not-found');
    const specification = await specificationById(tx, point.specificationId);
    if (!specification) return refuse('not-found');
    const { partnershipId, title } = specification;
    return { partnershipId, point, title, decisions: await decisionsOn(tx, point.specificationId) };
  },

  decide({ point, partnershipId }, { resolution }, _prepared, { actor, membership, now }) {
    const isTheirs = point.ownerId === membership.memberId;
    const allowed = isTheirs || can(actor, 'resolve-any-open-point', { partnershipId });
    if (isRefusal(allowed)) return refuse('not-allowed', { message: OWNER_RESOLVES });
    if (point.resolvedAt !== null) return refuse('already-resolved');
    return { resolution, resolvedBy: membership.memberId, resolvedAt: now };
  },

  async store(tx, how, { facts: { point, title }, acting: { by }, record }) {
    const { id, specificationId, kind: pointKind, words } = point;
    await resolvePoint(tx, id, how);
    const about = { specificationId, title, by };
    const { resolution } = how;
    const content = { ...about, openPointId: id, pointKind, words, resolution };
    await record({ kind: 'open-point-resolved', content });
    return { id };
  },

  announces: (_how, facts) => openPointTopics(facts.point.specificationId, facts)
};

const OWNER_RESOLVES = 'Who is to settle it, a lead or an editor says how it was settled.';
