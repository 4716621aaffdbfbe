import { receiptLinkDays, type ReceiptLinkDays } from '#domain/receipt';
import { refuse, type Refusal } from '#domain/refusal';
import { fieldsOf } from './fields';

/** Field `days`: "7", "30" or "90". */
export function linkDaysField(raw: unknown): ReceiptLinkDays | Refusal {
  const { days: given } = fieldsOf(raw);
  const message = 'Choose how long the link works.';
  return (
    receiptLinkDays(given) ?? refuse(given ? 'invalid-input' : 'missing-field', { field: 'days', message })
  );
}
