// Correcting the name, behind a small button beside it.

import { Modal } from 'antd';
import { useState } from 'react';
import type { Party } from '../../api/types';
import { useTexts } from '../../i18n';
import { EditableFact } from './EditableFact';

export function Name({ party }: { party: Party }) {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="link wide-only" onClick={() => setOpen(true)}>{t.record.editName}</button>
      {open ? (
        <Modal open title={t.record.editName} footer={null} onCancel={() => setOpen(false)} width={420}>
          <EditableFact
            party={party}
            label={t.common.name}
            value={party.name}
            open
            onDone={() => setOpen(false)}
            read={(latest) => latest.name}
            change={(name) => ({ name })}
          />
        </Modal>
      ) : null}
    </>
  );
}
