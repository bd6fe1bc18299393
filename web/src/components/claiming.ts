// What is said after a claim: done, or refused with everything that stands in the way.

import { useLabels } from '../api/labels';
import { asProblem } from '../api/problem';
import type { Told } from '../api/pool';
import type { Reason, UserRef } from '../api/types';
import { useTexts } from '../i18n';
import { useReasonLine } from './reasons';
import { showToast } from './toasts';

export function useClaiming(name: string): Told {
  const t = useTexts();
  const { word } = useLabels();
  const reasonLine = useReasonLine();
  return {
    onSuccess: () => showToast({ text: t.pool.claimed(name) }),
    onError: (error) => {
      const problem = asProblem(error);
      if (problem.code === 'claimed_already') {
        const holder = problem.params['holder'] as UserRef | null | undefined;
        showToast({ text: t.pool.claimedBy(name, holder?.name ?? word('held', 'pool')) });
      } else if (problem.code === 'claim_refused') {
        showToast({ text: t.pool.refused(reasonLine(problem.params['reasons'] as Reason[])), seconds: 8 });
      } else showToast({ problem });
    },
  };
}
