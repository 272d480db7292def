import classes from './sign-in-page.module.css';

/** Hills in the colour of the house. Decoration. */
export function Picture({ motto }: { readonly motto: string }) {
  return (
    <aside className={classes.picture}>
      <svg className={classes.hills} viewBox="0 0 800 500" preserveAspectRatio="none" aria-hidden="true">
        <path d="M0 210C140 120 260 130 380 200s270 90 420-20v320H0z" fill="#1f7f65" opacity=".45" />
        <path d="M0 300c120-60 240-50 370 0s290 50 430-50v250H0z" fill="#196853" opacity=".75" />
        <path d="M0 390c160-50 280-20 420 5s260 5 380-45v150H0z" fill="#104236" />
      </svg>
      <p className={classes.motto}>{motto}</p>
    </aside>
  );
}
