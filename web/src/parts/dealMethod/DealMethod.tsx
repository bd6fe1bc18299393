import type { components } from '../../api/schema';

type DealView = components['schemas']['DealView'];

/** What the method says of a deal: its worth, its opening, the advice, the twenty questions and the decision. */
export function DealMethod({ deal }: { deal: DealView }) {
  return <section aria-label={deal.name} />;
}
