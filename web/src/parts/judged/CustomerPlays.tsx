// The plays that need judging (CLA-2): what the class over all lines asks for stands open, the others are folded away. A sheet
// that waits for a decision stands open whatever the class.

import { useQuery } from '@tanstack/react-query';
import { partyClassesQuery } from '../../api/classes';
import { useLabels } from '../../api/labels';
import type { Judgements, Party } from '../../api/types';
import { Loaded } from '../../components/page';
import { useTexts } from '../../i18n';
import { SettlementSheet } from './SettlementSheet';
import { UnsteadyCauses } from './UnsteadyCauses';

export function CustomerPlays({ party, judged }: { party: Party; judged: Judgements }) {
  const t = useTexts();
  const { word } = useLabels();
  const classes = useQuery(partyClassesQuery(party.id));
  const both = { party, judged };
  return (
    <Loaded query={classes} lines={2}>
      {({ lines }) => {
        const play = lines.find((line) => !line.line)?.play;
        const plays = [
          { code: 'turn_round', open: play === 'turn_round', panel: <UnsteadyCauses key="turn_round" {...both} /> },
          { code: 'settle', open: play === 'settle' || judged.settlement.standing?.state === 'asked', panel: <SettlementSheet key="settle" {...both} /> },
        ];
        const folded = plays.filter((one) => !one.open);
        return (
          <>
            {plays.filter((one) => one.open).map((one) => one.panel)}
            {folded.length > 0 ? (
              <details className="advice-part judged-others">
                <summary>{t.judged.otherPlays(folded.map((one) => word(one.code, 'existing_play')).join(' · '))}</summary>
                {folded.map((one) => one.panel)}
              </details>
            ) : null}
          </>
        );
      }}
    </Loaded>
  );
}
