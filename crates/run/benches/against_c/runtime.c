/* What a scalar code generator's programs call: lookups with the last stretch remembered, fixed
   delays in rings, and the few functions that C does not have. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct { const double *x, *y; int n; int kind; int last; } Lookup;
enum { HOLD, EXTEND, STEP, NEXT, EXACT };

static double lookup(Lookup *l, double x) {
    int n = l->n;
    if (n == 1 || isnan(x)) return l->y[0];
    if (x < l->x[0] && l->kind != EXTEND) return l->y[0];
    if (x >= l->x[n - 1] && l->kind != EXTEND) return l->y[n - 1];
    int i = l->last;
    if (i > 0 && x < l->x[i]) i = 0;
    while (i < n - 2 && x >= l->x[i + 1]) i++;
    l->last = i;
    if (l->kind == STEP) return l->y[i];
    if (l->kind == NEXT) return x == l->x[i] ? l->y[i] : l->y[i + 1];
    if (l->x[i + 1] == l->x[i]) return l->y[i + 1];
    return l->y[i] + (x - l->x[i]) / (l->x[i + 1] - l->x[i]) * (l->y[i + 1] - l->y[i]);
}

typedef struct { double *ring; long steps, room, in, held; } Delay;

static void delay_begin(Delay *d, double time, double dt, long most) {
    double steps = round(time / dt);
    d->steps = !(steps >= 1) ? 1 : steps > most + 1 ? most + 1 : (long)steps;
    d->room = d->steps + 1;
    d->ring = realloc(d->ring, d->room * sizeof(double));
    d->in = d->held = 0;
}

static double delay_pass(Delay *d, double x, double before) {
    d->ring[d->in] = x;
    d->in = (d->in + 1) % d->room;
    d->held++;
    if (d->held < d->steps) return before;
    double out = d->ring[(d->in - d->held + d->room) % d->room];
    d->held--;
    return out;
}

static inline double modulo(double a, double b) { return a - b * floor(a / b); }
static inline double quantum(double a, double b) { return b <= 0 ? a : b * trunc(a / b); }
static inline double safediv(double a, double b, double c) { return b == 0 ? c : a / b; }
static inline double xidz(double a, double b, double c) { return fabs(b) < 1e-6 ? c : a / b; }
