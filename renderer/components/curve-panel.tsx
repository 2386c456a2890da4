/** The curve of a pass with everything that it shows in words: zero before and after, and a table of what was found. */
import { lazy, Suspense } from 'react';
import type { WeightCurve as Curve } from '../../preload/contract/curves.ts';
import { Figure } from './figure.tsx';
import { findingParams } from './finding-params.ts';
import { StateShape } from './state-shape.tsx';
import { clockTime } from '../format.ts';
import { useWords } from '../i18n/index.ts';
import type { Theme } from '../preferences.ts';
import './curve-panel.css';

const WeightCurve = lazy(() => import('./weight-curve.tsx').then((module) => ({ default: module.WeightCurve })));

export function CurvePanel({ curve, theme }: { readonly curve: Curve | null; readonly theme: Theme }) {
  const { t } = useWords();
  const pass = curve?.pass ?? null;
  const findings = pass?.findings ?? [];
  const plain =
    pass === null ? 'curve.to-the-saved' : pass.judged ? ('curve.nothing' as const) : ('curve.not-judged' as const);
  return (
    <section className="record-curve panel" aria-label={t('curve.title')}>
      <p className="curve-head">
        <span className="label">{t('curve.title')}</span>
        {curve !== null && (
          <>
            <span className="label figures">{clockTime(curve.startedAt)}</span>
            <span className="label">
              {t('curve.zero-before')} <Figure kg={curve.zeroBeforeKg} />
            </span>
            {pass !== null && (
              <span className="label">
                {t('curve.zero-after')} <Figure kg={curve.zeroAfterKg} />
              </span>
            )}
            {findings.length === 0 && <span className="label">{t(plain)}</span>}
          </>
        )}
      </p>
      {curve !== null && (
        <div className="curve-body">
          <Suspense>
            <WeightCurve curve={curve} theme={theme} />
          </Suspense>
          {findings.length > 0 && (
            <table className="findings">
              <thead>
                <tr>
                  <th scope="col" className="right">
                    {t('curve.time')}
                  </th>
                  <th scope="col">{t('curve.what')}</th>
                </tr>
              </thead>
              <tbody>
                {findings.map((finding, index) => (
                  // In the order of the curve; two of one kind may stand at one moment.
                  <tr key={index}>
                    <td className="figures right">{(finding.atMs / 1000).toFixed(1)}</td>
                    <td>
                      <strong className="look">
                        <StateShape shape="triangle" size="14px" /> {t(`finding-short.${finding.code}`)}
                      </strong>{' '}
                      {t(`finding.${finding.code}`, findingParams(finding, curve.divisionKg))}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      )}
    </section>
  );
}
