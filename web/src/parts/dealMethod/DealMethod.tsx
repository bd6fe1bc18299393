// What the method says of a deal: its worth, its opening, the advice, the twenty questions and the decision.

import { useQuery } from '@tanstack/react-query';
import { adviceQuery, assessmentsQuery, type Deal } from '../../api/dealMethod';
import { Loaded } from '../../components/page';
import { Advice } from './Advice';
import { Decision } from './Decision';
import { Opening } from './Opening';
import { Questions } from './Questions';
import { Value } from './Value';
import './dealMethod.css';

export function DealMethod({ deal }: { deal: Deal }) {
  const advice = useQuery(adviceQuery(deal.id));
  const { data: assessments } = useQuery(assessmentsQuery(deal.id));
  return (
    <div className="deal-method">
      <Loaded query={advice} lines={10}>
        {(found) => (
          <div className="deal-method-parts">
            <Opening deal={deal} advice={found} assessments={assessments} />
            <Advice deal={deal} advice={found} assessments={assessments} />
            <Value deal={deal} verdict={found.value ?? null} policy={found.policy} assessments={assessments} />
            <Decision deal={deal} place={found.place ?? null} />
            <Questions deal={deal} advice={found} assessments={assessments} />
          </div>
        )}
      </Loaded>
    </div>
  );
}
