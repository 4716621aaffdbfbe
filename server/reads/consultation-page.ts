import {
  isOpen,
  LEVEL_PROMISES,
  promiseKept,
  promiseLine,
  timeSentence,
  whatHappened,
  type Consultation,
  type ConsultationMoment,
  type WhatHappened
} from '#domain/consultation';
import type { SpecificationId } from '#domain/ids';
import { may } from '#domain/policy';
import { isRefusal, type Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import { consultationsOn, consultationTexts, saidOn, type ConsultationText } from '../db/consultations';
import type { Database } from '../db/database';
import { isAnythingPublic } from '../db/published-answers';
import { versionsOf } from '../db/specifications';
import { visibleSpecification } from './comment-thread';
import { decisionsOnTheseVersions } from './decisions-on-version';
import type { ReadContext } from './read-context';

/** What people were promised, in words, with when it ends or ended. */
export type ShownConsultation = Consultation & {
  readonly open: boolean;
  /** What people's part is: "You are being consulted". */
  readonly name: string;
  readonly promise: string;
  readonly time: string;
  /** The version that people are asked about; null where none was frozen when it opened. */
  readonly asked: ConsultedVersion | null;
  /** The version that was frozen when it was over; null where none was, or not yet. */
  readonly over: ConsultedVersion | null;
};

export interface ConsultedVersion {
  readonly number: number;
  readonly label: string;
}

export interface ConsultationPage {
  readonly specification: { readonly id: SpecificationId; readonly title: string };
  /** Newest first, each with what happened. */
  readonly consultations: readonly (ShownConsultation & {
    readonly happened: WhatHappened;
    /** Null while it is open. */
    readonly verdict: ReturnType<typeof promiseKept> | null;
  })[];
  /** Comments with their answers can be read by everybody on a page of their own. */
  readonly isPublic: boolean;
  readonly may: {
    readonly run: boolean;
    readonly publish: boolean;
    readonly enter: boolean;
    /** Say what taking part is like, while one is open. */
    readonly experience: boolean;
  };
  readonly topics: readonly Topic[];
}

/** The consultations on a specification: what was promised, and what became of it. */
export async function consultationPage(
  context: ReadContext,
  id: string
): Promise<ConsultationPage | Refusal> {
  const specification = await visibleSpecification(context, id);
  if (isRefusal(specification)) return specification;
  const { db } = context.tools;
  const now = await context.tools.now(db);
  const consultations = await consultationsOn(db, specification.id);
  const texts = await textsOf(db, consultations);
  const versions = await versionsOf(db, specification.id);
  const facts = {
    said: await saidOn(db, specification.id),
    decisions: await decisionsOnTheseVersions(
      context,
      versions.map(({ id: version }) => version)
    )
  };
  return {
    specification: { id: specification.id, title: specification.title },
    consultations: consultations.map((each) => {
      const happened = whatHappened(each, facts);
      const verdict = isOpen(each, now) ? null : promiseKept(each.level, happened);
      return { ...shown(each, texts, now), happened, verdict };
    }),
    isPublic: await isAnythingPublic(db, specification.id),
    may: {
      run: may(context.actor, 'run-consultation', specification),
      publish: may(context.actor, 'publish-answers', specification),
      enter: may(context.actor, 'enter-for-others', specification),
      experience: may(context.actor, 'answer-experience', specification)
    },
    topics: [
      { kind: 'specification', id: specification.id },
      { kind: 'partnership', id: specification.partnershipId }
    ]
  };
}

/** The one that is open, or else the newest; null when there never was one. */
export async function newestConsultation(
  db: Database,
  specificationId: SpecificationId,
  now: Date
): Promise<ShownConsultation | null> {
  const [newest] = await consultationsOn(db, specificationId);
  return newest ? shown(newest, await textsOf(db, [newest]), now) : null;
}

/** What those who comment on it are promised, beside the form that asks them; null while no consultation is open. */
export async function openPromise({ tools }: ReadContext, id: SpecificationId): Promise<string | null> {
  const newest = await newestConsultation(tools.db, id, await tools.now(tools.db));
  return newest?.open ? promiseLine(newest) : null;
}

function textsOf(db: Database, consultations: readonly Consultation[]): Promise<ConsultationText[]> {
  return consultationTexts(
    db,
    consultations.map(({ id }) => id)
  );
}

function shown(consultation: Consultation, texts: readonly ConsultationText[], now: Date): ShownConsultation {
  const at = (wanted: ConsultationMoment): ConsultedVersion | null => {
    const own = texts.find(
      ({ consultationId, moment }) => consultationId === consultation.id && moment === wanted
    );
    return own ? { number: own.number, label: own.label } : null;
  };
  return {
    ...consultation,
    ...LEVEL_PROMISES[consultation.level],
    open: isOpen(consultation, now),
    time: timeSentence(consultation, now),
    asked: at('opened'),
    over: at('over')
  };
}
