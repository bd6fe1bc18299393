// The own second factor: on, off, recovery codes.

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { meQuery, secondFactorQuery, useEndSecondFactor, useRenewCodes } from '../../api/session';
import { Loaded } from '../../components/page';
import { ProblemNote } from '../../components/problems';
import { showToast } from '../../components/toasts';
import { useFormats, useTexts } from '../../i18n';
import { Enrol, RecoveryCodes } from './Enrol';

export function SecondFactor() {
  const t = useTexts();
  const format = useFormats();
  const queries = useQueryClient();
  const factor = useQuery(secondFactorQuery);
  const renew = useRenewCodes();
  const end = useEndSecondFactor();
  const [enrolling, setEnrolling] = useState(false);
  const changed = () => void queries.invalidateQueries({ queryKey: meQuery.queryKey });

  return (
    <section className="panel">
      <h2>{t.signIn.secondFactor}</h2>
      <div className="panel-body stack">
        <Loaded query={factor} lines={2}>
          {({ since, recovery_codes_left: left, demanded }) => {
            if (renew.data) return <RecoveryCodes codes={renew.data.codes} done={renew.reset} />;
            // the codes just made stay on the page until they are kept, though the factor is in force by then
            if (!since || enrolling) {
              return (
                <div className="stack">
                  {since ? null : <p><b>{t.signIn.secondFactorOff}</b>{demanded ? <span className="quiet"> · {t.signIn.demanded}</span> : null}</p>}
                  <Enrol
                    begun={() => setEnrolling(true)}
                    done={() => {
                      setEnrolling(false);
                      changed();
                    }}
                  />
                </div>
              );
            }
            return (
              <>
                <p>
                  <b>{t.signIn.secondFactorOn(format.day(since))}</b>
                  <span className="quiet"> · {t.signIn.codesLeft(format.number(left))}{demanded ? ` · ${t.signIn.demanded}` : ''}</span>
                </p>
                <ProblemNote error={renew.error ?? end.error} />
                <div className="row">
                  <Button loading={renew.isPending} onClick={() => renew.mutate(undefined)}>{t.signIn.renewCodes}</Button>
                  {demanded ? null : (
                    <Button
                      danger
                      loading={end.isPending}
                      onClick={() =>
                        end.mutate(undefined, {
                          onSuccess: () => {
                            showToast({ text: t.signIn.turnedOff });
                            changed();
                          },
                        })
                      }
                    >
                      {t.signIn.turnOff}
                    </Button>
                  )}
                </div>
              </>
            );
          }}
        </Loaded>
      </div>
    </section>
  );
}
