import { concordatCommand } from './concordat-command';
import { concordatRoom } from './concordat-room';
import { serverNode } from './peer-packages';
import { dropAllDatabases, newDatabase, postgresMissing } from './prepared-databases';
import { startServer } from './restartable-server';
import type { MeasuredServer } from './server';

/** Ours on PostgreSQL. What the database itself uses of the processor is not in its figures. */
export const concordatPostgres: MeasuredServer = {
  name: 'ours, PostgreSQL',
  kind: 'ours',
  stores: true,
  missing: postgresMissing,
  async start() {
    const { prepared, url, drop } = await newDatabase();
    return startServer({
      command: (port) => concordatCommand(serverNode(), port, { DATABASE_URL: url }),
      room: (number, port) => concordatRoom(prepared, number, port),
      removeData: drop
    });
  },
  clearUp: dropAllDatabases
};
