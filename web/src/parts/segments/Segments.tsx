// Segments: kept filters with how many they find now, and static copies (CLA-8).

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { segmentsQuery, useCopySegment, useDeleteSegment, useListOfSegment, useSegmentCount } from '../../api/segments';
import type { Segment } from '../../api/types';
import { useCan } from '../../app/me';
import { useKeys } from '../../components/keyboard';
import { Empty, Loaded, Page } from '../../components/page';
import { ProblemNote } from '../../components/problems';
import { useFormats, useLanguage, useTexts } from '../../i18n';
import { SegmentForm } from './SegmentForm';
import './segments.css';

function Count({ id }: { id: string }) {
  const t = useTexts();
  const format = useFormats();
  const { data } = useSegmentCount(id);
  return data ? t.common.total(format.number(data.count), data.exact) : '…';
}

function Line({ segment, edit }: { segment: Segment; edit: () => void }) {
  const t = useTexts();
  const can = useCan();
  const format = useFormats();
  const { language } = useLanguage();
  const navigate = useNavigate();
  const copy = useCopySegment();
  const list = useListOfSegment();
  const remove = useDeleteSegment();
  const dated = () => ({ id: segment.id, name: `${segment.name} ${format.day(new Date().toISOString())}`.slice(0, 100) });
  return (
    <tr>
      <td><Link to={`/prospects?segment=${segment.id}`}><b>{segment.name}</b></Link>{segment.note ? <div className="quiet">{segment.note}</div> : null}</td>
      <td className="number"><Count id={segment.id} /></td>
      <td className="wide-only segment-filter"><code>{language === 'zh' ? segment.filter_zh : segment.filter_en}</code></td>
      <td className="wide-only">{segment.kind === 'static' ? t.segments.static : t.segments.live}</td>
      <td className="wide-only">{segment.owner?.name}{segment.shared ? ` · ${t.segments.shared}` : ''}</td>
      <td>
        <span className="row">
          {segment.can_edit ? <button type="button" className="link" aria-label={t.segments.editOne(segment.name)} onClick={edit}>{t.common.edit}</button> : null}
          <button type="button" className="link" aria-label={t.segments.copyOne(segment.name)} disabled={copy.isPending} onClick={() => copy.mutate(dated())}>{t.segments.copy}</button>
          {can('import') ? (
            <button type="button" className="link" aria-label={t.segments.listOne(segment.name)} disabled={list.isPending} onClick={() => list.mutate(dated(), { onSuccess: ({ id }) => void navigate(`/lists/${id}`) })}>{t.segments.toList}</button>
          ) : null}
          {segment.can_edit ? <button type="button" className="link danger" aria-label={t.segments.removeOne(segment.name)} onClick={() => remove.mutate(segment)}>{t.common.remove}</button> : null}
        </span>
        <ProblemNote error={remove.error} />
      </td>
    </tr>
  );
}

export default function Segments() {
  const t = useTexts();
  const segments = useQuery(segmentsQuery);
  const [editing, setEditing] = useState<Segment | 'new' | null>(null);
  useKeys({ n: () => setEditing('new') });
  return (
    <Page title={t.segments.title} actions={<Button type="primary" onClick={() => setEditing('new')}>{t.segments.create}</Button>}>
      <Loaded query={segments}>
        {(items) =>
          items.length === 0 ? (
            <Empty title={t.segments.emptyTitle} hint={t.segments.emptyHint}>
              <Button type="primary" onClick={() => setEditing('new')}>{t.segments.create}</Button>
            </Empty>
          ) : (
            <div className="panel table-scroll">
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">{t.segments.name}</th>
                    <th scope="col" className="number">{t.segments.count}</th>
                    <th scope="col" className="wide-only">{t.segments.filter}</th>
                    <th scope="col" className="wide-only">{t.segments.kind}</th>
                    <th scope="col" className="wide-only">{t.common.owner}</th>
                    <th scope="col"><span className="hidden-visually">{t.segments.actions}</span></th>
                  </tr>
                </thead>
                <tbody>{items.map((segment) => <Line key={segment.id} segment={segment} edit={() => setEditing(segment)} />)}</tbody>
              </table>
            </div>
          )
        }
      </Loaded>
      {editing ? <SegmentForm segment={editing === 'new' ? null : editing} close={() => setEditing(null)} /> : null}
    </Page>
  );
}
