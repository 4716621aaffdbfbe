import { parseId, type OrganisationId } from '#domain/ids';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { fieldsOf } from './fields';

/** The id of an organisation, or null when none was chosen. That it is one of the partnership's is asked later. */
export function organisationField(raw: unknown, field: string): OrganisationId | null | Refusal {
  const sent = fieldsOf(raw)[field];
  if (sent === undefined || sent === null || sent === '') return null;
  const id = parseId<'organisation'>(sent);
  return isRefusal(id) ? chooseOrganisation(field) : id;
}

export function chooseOrganisation(field: string): Refusal {
  return refuse('invalid-input', { field, message: 'Choose one of the partnership’s organisations.' });
}
