// Why customers and prospects were lost, the most frequent reasons first.

import { useLabels } from '../../api/labels';
import type { LossLine } from '../../api/types';
import { ScrollPanel } from '../../components/ScrollPanel';
import { useFormats, useTexts } from '../../i18n';

export function LossTable({ losses, since }: { losses: LossLine[]; since: string }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  return (
    <ScrollPanel label={t.supply.losses}>
      <h2>{t.supply.losses} <small className="quiet">{t.supply.lossesSince(format.day(since))}</small></h2>
      {losses.length === 0 ? <p className="panel-body quiet">{t.supply.noLosses}</p> : (
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t.supply.lossReason}</th>
              <th scope="col">{t.supply.lossSide}</th>
              <th scope="col" className="number">{t.supply.lossCustomers}</th>
              <th scope="col" className="number">{t.supply.lossMoney}</th>
              <th scope="col" className="number">{t.supply.lossProspects}</th>
            </tr>
          </thead>
          <tbody>
            {losses.map((loss) => (
              <tr key={loss.reason}>
                <th scope="row">{word(loss.reason, 'loss')}</th>
                <td className="quiet">{word(loss.side, 'loss_side')}</td>
                <td className="number">{format.number(loss.customers)}</td>
                <td className="number">{loss.money.map((one) => format.money(one.amount_minor, one.currency)).join(' + ')}</td>
                <td className="number">{format.number(loss.prospects)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </ScrollPanel>
  );
}
