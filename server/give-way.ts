import { constants, setPriority } from 'node:os';

/**
 * Where both want the same core, whoever types goes first. `task`: a process, or on Linux, where priorities are a matter of
 * threads, a thread; elsewhere, and where it is not allowed, everything stays as it is.
 */
export function giveWay(task: number): void {
  try {
    setPriority(task, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Not allowed, or it has ended.
  }
}
