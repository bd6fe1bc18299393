// The list of latent key customers (PRO-13): who is in which stage, and for how long.

import { Link } from 'react-router';
import { useLatentCustomers } from '../../api/judged';
import { useLabels } from '../../api/labels';
import { Empty, Loaded, Page } from '../../components/page';
import { ScrollPanel } from '../../components/ScrollPanel';
import { useFormats, useTexts } from '../../i18n';
import { ClassTabs } from './ClassTabs';
import './judged.css';

export default function Latent() {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const latent = useLatentCustomers();
  return (
    <Page wide title={t.judged.latent}>
      <ClassTabs />
      <Loaded query={latent} lines={8}>
        {(lines) =>
          lines.length === 0 ? <Empty title={t.judged.noLatent} hint={t.judged.noLatentHint} /> : (
            <ScrollPanel label={t.judged.latent}>
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">{t.prospects.column['name']}</th>
                    <th scope="col">{t.judged.stage}</th>
                    <th scope="col">{t.judged.since}</th>
                    <th scope="col">{t.common.owner}</th>
                  </tr>
                </thead>
                <tbody>
                  {lines.map((line) => (
                    <tr key={line.party.id}>
                      <th scope="row"><Link to={`/prospects/${line.party.id}`}>{line.party.name}</Link></th>
                      <td>{word(line.stage, 'latent_stage')}</td>
                      <td>{format.day(line.since)} <span className="quiet">{t.judged.daysInStage(format.number(Math.floor(line.days_in_stage)))}</span></td>
                      <td>{line.party.owner?.name}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </ScrollPanel>
          )
        }
      </Loaded>
    </Page>
  );
}
