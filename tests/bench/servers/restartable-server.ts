import { freePort } from '#tests/builders/product';
import { cpuTime, residentMemory } from '../machine';
import { ServerProcess, type Command } from './server-process';
import type { Room, RunningServer } from './server';

/** Everything of a running server but its command and its rooms, which each server has of its own. */
export interface Recipe {
  command(port: number): Command;
  room(number: number, port: number): Room;
  removeData(): Promise<void>;
}

/** Starts it on a free port, which it keeps when it is started again. */
export async function startServer(recipe: Recipe): Promise<RunningServer> {
  const port = await freePort();
  let server: ServerProcess;
  try {
    server = await ServerProcess.start(recipe.command(port));
  } catch (error) {
    await recipe.removeData();
    throw error;
  }
  let rooms = 0;
  return {
    cpuTime: () => cpuTime(server.pid),
    residentMemory: () => residentMemory(server.pid),
    freshRoom: () => recipe.room(rooms++, port),
    async restart(signal) {
      await server.stop(signal);
      server = await ServerProcess.start(recipe.command(port));
    },
    async remove() {
      await server.stop('SIGTERM');
      await recipe.removeData();
    }
  };
}
