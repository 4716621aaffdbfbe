import type { PartnershipId } from '#domain/ids';
import { bareName, namesAlike } from '#domain/names-alike';
import { refuse, type Refusal } from '#domain/refusal';
import type { Database } from '../db/database';
import { membersOf } from '../db/people';

/** The name of somebody who is no member, as it is shown. Nobody is shown under the name of somebody who is or was here. */
export async function freeName(
  db: Database,
  partnershipId: PartnershipId,
  name: string
): Promise<string | Refusal> {
  const shown = name
    .replace(/[\p{Cf}\p{Co}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (bareName(shown) === '')
    return refuse('invalid-input', { field: 'name', message: 'Enter a name that has letters in it.' });
  const members = await membersOf(db, partnershipId);
  if (!members.some((each) => namesAlike(each.name, shown))) return shown;
  const message =
    'Somebody here is called that already. Add something, for example an initial or your street.';
  return refuse('name-taken', { field: 'name', message });
}
