import type { Actor } from '#domain/membership';
import type { Refusal } from '#domain/refusal';
import type { Tools } from '../runtime';
import { addComment } from './add-comment';
import { answerComment } from './answer-comment';
import { castVote } from './cast-vote';
import { closeBallot } from './close-ballot';
import { closeText, openText } from './close-text';
import type { OutputOf } from './command';
import { createSpecification } from './create-specification';
import { execute } from './execute';
import { freezeVersion } from './freeze-version';
import { importSpecification } from './import-specification';
import { openBallot } from './open-ballot';
import { proposeDecision } from './propose-decision';
import { replyToComment } from './reply-to-comment';
import { restoreVersion } from './restore-version';
import { signDecision } from './sign-decision';

/** Every command of the product, by the name under which pages and the API call it. */
export const ALL_COMMANDS = {
  openBallot,
  castVote,
  closeBallot,
  closeText,
  openText,
  addComment,
  answerComment,
  replyToComment,
  createSpecification,
  freezeVersion,
  importSpecification,
  proposeDecision,
  restoreVersion,
  signDecision
};

type All = typeof ALL_COMMANDS;

/** The commands bound to an actor: `commands.createSpecification(fields)`. Takes unknown, answers output or refusal. */
export type Commands = {
  readonly [Name in keyof All]: (raw: unknown) => Promise<OutputOf<All[Name]> | Refusal>;
};

export function commandsFor(actor: Actor, tools: Tools): Commands {
  const bound = Object.entries(ALL_COMMANDS).map(([name, command]) => [
    name,
    (raw: unknown) => execute(command as never, raw, actor, tools)
  ]);
  return Object.fromEntries(bound) as Commands;
}
