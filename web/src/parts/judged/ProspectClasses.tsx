// Classes of prospects (CLA-3): the quadrants as a picture, or as a table with the most promising of each.

import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useProspectClasses } from '../../api/judged';
import { useLabels } from '../../api/labels';
import type { ProspectClasses as Classes } from '../../api/types';
import { Choices } from '../../components/Choices';
import { Empty, Loaded, Page } from '../../components/page';
import { ScrollPanel } from '../../components/ScrollPanel';
import { useFormats, useTexts } from '../../i18n';
import { ClassTabs } from './ClassTabs';
import { Quadrants } from './Quadrants';
import './judged.css';

function Table({ classes }: { classes: Classes }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  return (
    <ScrollPanel label={t.judged.title}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t.prospects.column['name']}</th>
            <th scope="col">{t.judged.class}</th>
            <th scope="col" className="number">{t.judged.expectedAxis}</th>
            <th scope="col" className="number">{t.judged.intentAxis}</th>
          </tr>
        </thead>
        <tbody>
          {classes.points.map((point) => (
            <tr key={point.id}>
              <th scope="row"><Link to={`/prospects/${point.id}`}>{point.name}</Link></th>
              <td>{word(point.class, 'prospect_class')}</td>
              <td className="number">{format.number(point.expected, 1)}</td>
              <td className="number">{format.number(point.intent)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollPanel>
  );
}

export default function ProspectClasses() {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const navigate = useNavigate();
  const classes = useProspectClasses();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  return (
    <Page wide title={t.judged.title}>
      <ClassTabs />
      <Loaded query={classes} lines={10}>
        {(data) =>
          data.counts.every(({ count }) => count === 0) ? (
            <Empty title={t.judged.noClasses} hint={t.judged.noClassesHint}>
              <Button type="primary" onClick={() => void navigate('/prospects')}>{t.today.toProspects}</Button>
            </Empty>
          ) : (
            <div className="stack">
              <ul className="class-counts" aria-label={t.judged.title}>
                {data.counts.map(({ class: of, count }) => (
                  <li key={of}><Link to={`/prospects?class=${of}`}>{word(of, 'prospect_class')}</Link> <b>{format.number(count)}</b></li>
                ))}
              </ul>
              <Choices label={t.judged.quadrants} value={view} onChange={setView} choices={[{ value: 'chart', text: t.common.chart }, { value: 'table', text: t.common.table }]} />
              {view === 'chart' ? <Quadrants classes={data} /> : <Table classes={data} />}
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}
