/* What a scalar code generator's programs call: lookups with the last stretch remembered, fixed
   delays in rings, and the few functions that C does not have. */
#include <math.h>
#include <stdint.h>
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

/* The draws: words mixed in by SplitMix64's finalizer, even numbers, and Wichura's AS 241 for normal ones. */
static inline uint64_t mix(uint64_t w) {
    w = (w ^ (w >> 30)) * 0xBF58476D1CE4E5B9ULL;
    w = (w ^ (w >> 27)) * 0x94D049BB133111EBULL;
    return w ^ (w >> 31);
}
static inline uint64_t with(uint64_t stream, uint64_t word) {
    return mix((stream ^ word) + 0x9E3779B97F4A7C15ULL);
}
static inline uint64_t at_moment(uint64_t stream, double time) {
    union { double number; uint64_t bits; } moment = { time + 0.0 };
    return with(stream, moment.bits);
}
static inline double even(uint64_t stream) {
    return ((double)(stream >> 12) + 0.5) / 4503599627370496.0;
}
static inline double ratio(const double *a, const double *b, double x) {
    double above = 0, below = 0;
    for (int i = 7; i >= 0; i--) { above = above * x + a[i]; below = below * x + b[i]; }
    return above / below;
}
static double quantile(double p) {
    static const double a[] = {3.3871328727963666080, 1.3314166789178437745e2, 1.9715909503065514427e3,
        1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4,
        2.5090809287301226727e3};
    static const double b[] = {1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
        2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3};
    static const double c[] = {1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550,
        3.64784832476320460504, 1.27045825245236838258, 2.41780725177450611770e-1, 2.27238449892691845833e-2,
        7.74545014278341407640e-4};
    static const double d[] = {1, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1,
        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
        1.05075007164441684324e-9};
    static const double e[] = {6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580,
        2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
        2.71155556874348757815e-5, 2.01033439929228813265e-7};
    static const double f[] = {1, 5.99832206555887937690e-1, 1.36929880922735805310e-1,
        1.48753612908506148525e-2, 7.86869131145613259100e-4, 1.84631831751005468180e-5,
        1.42151175831644588870e-7, 2.04426310338993978564e-15};
    double q = p - 0.5;
    if (fabs(q) <= 0.425) return q * ratio(a, b, 0.180625 - q * q);
    double r = sqrt(-log(q < 0 ? p : 1 - p));
    double z = r <= 5 ? ratio(c, d, r - 1.6) : ratio(e, f, r - 5);
    return q < 0 ? -z : z;
}
static inline double draw_normal(double mean, double sd, uint64_t stream) {
    return mean + sd * quantile(even(stream));
}
static inline double draw_uniform(double low, double high, uint64_t stream) {
    return low + (high - low) * even(stream);
}
static inline double draw_exponential(double mean, uint64_t stream) { return -mean * log1p(-even(stream)); }
