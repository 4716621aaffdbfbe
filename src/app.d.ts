import type { Actor } from '#domain/membership';
import type { Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import type { Commands } from '../server/commands/all-commands';
import type { Reads } from '../server/reads/all-reads';
import type { Doors } from '../server/auth/doors';
import type { FileGate } from '../server/auth/file-gate';

declare global {
  namespace App {
    interface Error {
      message: string;
      code?: string;
    }
    interface Locals {
      actor: Actor;
      /** Everything that can be read, bound to the actor. */
      reads: Reads;
      /** Everything that can be done, bound to the actor. */
      commands: Commands;
      /** Signing in, out and setting up: what comes before there is a membership. */
      doors: Doors;
      /** What a Word file passes before it is read. */
      files: FileGate;
      demo: boolean;
    }
    interface PageData {
      /** What this page shows; it asks again when one of these changes. */
      topics?: readonly Topic[];
      /** It needs the whole window, as two texts side by side do. */
      wide?: boolean;
    }
    interface ActionData {
      refusal?: Refusal;
    }
  }
}

export {};
