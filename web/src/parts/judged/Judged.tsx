// What people judge about the party on its record: the class of a prospect, or the face of a customer and the plays that the
// class asks for; for both whether it may become a key customer.

import { useQuery } from '@tanstack/react-query';
import { judgementsQuery } from '../../api/judged';
import type { Party } from '../../api/types';
import { Loaded } from '../../components/page';
import { CustomerPlays } from './CustomerPlays';
import { ExpectedContribution } from './ExpectedContribution';
import { FacePanel } from './FacePanel';
import { LatentPanel } from './LatentPanel';
import { LowIntent } from './LowIntent';
import { ProspectClassPanel } from './ProspectClassPanel';
import './judged.css';

export function Judged({ party }: { party: Party }) {
  const judgements = useQuery(judgementsQuery(party.id));
  return (
    <Loaded query={judgements} lines={4}>
      {(judged) => {
        const both = { party, judged };
        return (
          <>
            {party.status === 'prospect' ? (
              <>
                <ProspectClassPanel {...both} />
                <ExpectedContribution {...both} />
                {judged.class?.verdict.value.class === 'pii' ? <LowIntent {...both} /> : null}
              </>
            ) : null}
            {party.status === 'customer' ? (
              <>
                <FacePanel {...both} />
                <CustomerPlays {...both} />
              </>
            ) : null}
            {party.status === 'contact' ? null : <LatentPanel {...both} />}
          </>
        );
      }}
    </Loaded>
  );
}
