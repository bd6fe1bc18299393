// The ranges that the number fields offer. They only keep hands from slipping: the server checks every setting again,
// against its limits and against its neighbours, and its answer is what counts.

export interface Limits { min: number; max: number; step: number }

const RULES: [RegExp, Limits][] = [
  [/^screening\.[abc]_from$|^intent\.(strong|medium|weak)_from$|^steps\.recorded_from$/, { min: 0, max: 100, step: 1 }],
  [/^screening\.min_answers$/, { min: 1, max: 7, step: 1 }],
  [/^intent\.points\./, { min: -100, max: 100, step: 1 }],
  [/^classes\..*percent(ile)?$/, { min: 0, max: 100, step: 1 }],
  [/^classes\.(stability\.(high_from|border)|faces\.tie_below)$/, { min: 0, max: 1, step: 0.01 }],
  [/^classes\.stability\.(regularity|evenness|order_size)$/, { min: 0, max: 10_000, step: 0.01 }],
  [/^classes\.(expected\.(high_from|adjustment_most)|faces\.black_influence_from)$/, { min: 0, max: 10, step: 0.1 }],
  [/^classes\..*(months|quarters|min_orders|min_customers|gaps)$/, { min: 1, max: 10_000, step: 1 }],
  [/^deals\..*(percent(ile)?|percentiles\.\d)$|^deals\.opening\.territory\.(lead|nearly_all|most|latest_order|in_use)$/, { min: 0, max: 100, step: 0.1 }],
  [/^deals\.value\.(large_from|border|short_term\.critical_least|long_term\.evidence_from)$/, { min: 0, max: 11, step: 0.1 }],
  [/^deals\.value\.short_term\.(ratios|gap_parts)\.|^deals\.queue\.|^deals\.opening\.chase\.makeweight_days$/, { min: 0, max: 1000, step: 0.01 }],
  [/^deals\.questions\.(min_known|red_from|green_from)$/, { min: 1, max: 5, step: 1 }],
  [/^deals\.questions\.from_minor$/, { min: 0, max: 1e15, step: 1 }],
  [/^classes\.lifetime\.horizon_weeks$/, { min: 4, max: 520, step: 1 }],
  [/^duplicates\./, { min: 0.5, max: 1, step: 0.01 }],
  [/^cadence\.(overdue|dormant)_at$/, { min: 1, max: 10, step: 0.05 }],
  [/^inference\./, { min: 0, max: 1e15, step: 1 }],
  [/_days$|talk_days|^cadence\.(a|b|c|d|not_graded)\./, { min: 1, max: 3650, step: 1 }],
  [/^contact\.cooling_off_days$/, { min: 0, max: 365, step: 1 }],
  [/^supply\.(horizon_percentile|renewal_share)$|^buying\.line_percentile$/, { min: 0, max: 1, step: 0.01 }],
  [/^supply\.(growth_per_week|floor_weeks)$|^buying\.own_intervals$/, { min: 0, max: 1000, step: 0.1 }],
  [/^pool\..*(most_held|claims_per_day)$|^(reveals|privacy)\./, { min: 0, max: 1_000_000, step: 1 }],
  [/attempts|hours_between|parts_of_day|refusals|working_days|min_cases/, { min: 1, max: 1000, step: 1 }],
];

export function limitsOf(path: string): Limits {
  return RULES.find(([pattern]) => pattern.test(path))?.[1] ?? { min: 0, max: 10_000, step: 1 };
}
