// Undoing an import: what would go and what would stay is shown before anything happens.

import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { undoPreviewQuery, useImportStep } from '../../../api/imports';
import { useLabels } from '../../../api/labels';
import type { ImportRun, UndoPreview } from '../../../api/types';
import { Loaded } from '../../../components/page';
import { ProblemNote } from '../../../components/problems';
import { useFormats, useTexts } from '../../../i18n';
import { useReasonText } from './reasonText';

function Preview({ preview }: { preview: UndoPreview }) {
  const t = useTexts();
  const format = useFormats();
  const { word } = useLabels();
  const reasonText = useReasonText();
  const parts = [['goes', preview.goes], ['restored', preview.restored], ['stays', preview.stays]] as const;
  if (parts.every(([, count]) => count === 0)) return <p className="quiet">{t.importing.undo.nothing}</p>;
  return (
    <div className="stack">
      <dl className="import-counts">
        {parts.map(([part, count]) => (
          <div key={part} data-count={part}>
            <dt>{t.importing.undo[part]}</dt>
            <dd>{format.number(count)}</dd>
          </div>
        ))}
      </dl>
      {preview.complete ? null : <p className="quiet">{t.importing.undo.partly}</p>}
      {preview.stays > 0 ? (
        <div>
          <h3>{t.importing.undo.because}</h3>
          <ul>
            {Object.entries(preview.because).map(([code, count]) => <li key={code}>{word(code, 'kept_because')}: {format.number(count)}</li>)}
          </ul>
          <ul className="undo-rows">
            {preview.rows.map((row) => (
              <li key={row.row}>
                <span className="quiet">{t.importing.row} {format.number(row.row)}</span>{' '}
                {row.party ? <Link to={`/prospects/${row.party.id}`}>{row.party.name}</Link> : null}{' '}
                {row.kept.map(reasonText).join(' · ')}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  );
}

export function Undo({ run }: { run: ImportRun }) {
  const t = useTexts();
  const [asking, setAsking] = useState(false);
  const preview = useQuery({ ...undoPreviewQuery(run.id), enabled: asking });
  const undo = useImportStep(run.id);
  if (!run.may_undo) return null;
  const begun = run.state === 'undo_failed';
  return (
    <>
      <Button danger onClick={() => setAsking(true)}>{begun ? t.importing.undo.again : t.importing.undo.button}</Button>
      {asking ? (
        <Modal
          open
          title={t.importing.undo.title}
          onCancel={() => setAsking(false)}
          okText={t.importing.undo.confirm}
          cancelText={t.common.cancel}
          okButtonProps={{ danger: true, disabled: !preview.data, loading: undo.isPending }}
          onOk={() => undo.mutate('undo', { onSuccess: () => setAsking(false) })}
        >
          <div className="stack">
            <p>{t.importing.undo.explain}</p>
            <div aria-live="polite">
              <Loaded query={preview} lines={3}>{(data) => <Preview preview={data} />}</Loaded>
            </div>
            <ProblemNote error={undo.error} />
          </div>
        </Modal>
      ) : null}
    </>
  );
}
