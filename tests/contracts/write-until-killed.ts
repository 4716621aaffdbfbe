import { openEmbedded } from '#server/db/embedded';
import { document } from '#server/db/schema/specifications';

/**
 * Run as a process of its own by a test that kills it: inserts documents 1, 2, 3, … into the embedded database in
 * the folder given, and prints each number once its commit was reported.
 */
const { db } = await openEmbedded(process.argv[2]!);
for (let number = 1; ; number += 1) {
  const id = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  await db.insert(document).values({ id: id as never, createdAt: new Date() });
  process.stdout.write(`${number}\n`);
}
