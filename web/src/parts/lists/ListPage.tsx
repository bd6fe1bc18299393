// One list: where its names stand in the five steps, and the files they came from.

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { useLabels } from '../../api/labels';
import { listQuery } from '../../api/lists';
import { useCan } from '../../app/me';
import { useMethodName } from '../../components/labelledMethods';
import { StepBar, STEPS } from '../../components/marks';
import { Loaded, Page } from '../../components/page';
import { useFormats, useTexts } from '../../i18n';
import { ImportLine } from './Lists';
import './lists.css';

export default function ListPage() {
  const t = useTexts();
  const can = useCan();
  const format = useFormats();
  const navigate = useNavigate();
  const { word } = useLabels();
  const methodName = useMethodName();
  const { id = '' } = useParams();
  const list = useQuery(listQuery(id));
  return (
    <Page
      title={list.data?.name ?? t.lists.title}
      beside={list.data ? <span className="quiet">{[word(list.data.market, 'market'), methodName(list.data.method), list.data.owner?.name].filter(Boolean).join(' · ')}</span> : null}
      actions={
        <>
          <Button onClick={() => void navigate(`/prospects?list=${id}`)}>{t.lists.openProspects}</Button>
          {can('import') ? <Button type="primary" onClick={() => void navigate(`/lists/imports/new?list=${id}`)}>{t.lists.importHere}</Button> : null}
        </>
      }
    >
      <Loaded query={list}>
        {(data) => (
          <>
            {data.note ? <p>{data.note}</p> : null}
            <section className="panel panel-body stack">
              <StepBar counts={data.counts} label={t.lists.progressOf(data.name)} />
              <dl className="step-counts">
                {STEPS.map((step) => (
                  <div key={step}>
                    <dt>{word(step, 'step')}</dt>
                    <dd>{data.counts[step] > 0 ? <Link to={`/prospects?list=${id}&step=${step}`}>{format.number(data.counts[step])}</Link> : 0}</dd>
                  </div>
                ))}
              </dl>
            </section>
            <section className="panel">
              <h2>{t.lists.imports}</h2>
              <div className="panel-body">
                {data.imports.length === 0 ? <p className="quiet">{t.lists.noImports}</p> : <ul>{data.imports.map((run) => <ImportLine key={run.id} run={run} />)}</ul>}
              </div>
            </section>
          </>
        )}
      </Loaded>
    </Page>
  );
}
