// Package astro computes the astronomical events on which the Vietnamese lunar
// calendar rests: the new moons and the apparent longitude of the sun.
//
// The new moons follow Jean Meeus, Astronomical Algorithms (2nd ed., 1998),
// chapter 49, with every periodic and planetary term; the solar longitude
// follows the 49-term series of P. Bretagnon and J.-L. Simon, Planetary
// Programs and Tables (1986), as printed in E. M. Reingold and N. Dershowitz,
// Calendrical Calculations; the difference between dynamical and universal
// time follows F. Espenak and J. Meeus, Five Millennium Canon of Solar
// Eclipses (NASA TP-2006-214141). Both events are good to well under a minute
// between 1900 and 2100; after that the rotation of the earth is a forecast.
//
// Nothing of this runs in a program that reads dates: the calendar is a
// generated table (see internal/lunar), and this package makes and checks it.
package astro

import "math"

// j2000 is the Julian ephemeris day of the epoch J2000.0.
const j2000 = 2451545.0

// NewMoon gives the Julian day, in universal time, of the k-th new moon counted
// from that of 6 January 2000.
func NewMoon(k int) float64 {
	t := float64(k) / 1236.85
	mean := 2451550.09766 + 29.530588861*float64(k) + t*t*(0.00015437+t*(-0.000000150+t*0.00000000073))
	e := 1 - t*(0.002516+t*0.0000074)
	m := degrees(2.5534 + 29.10535670*float64(k) - t*t*(0.0000014+t*0.00000011))
	mm := degrees(201.5643 + 385.81693528*float64(k) + t*t*(0.0107582+t*(0.00001238-t*0.000000058)))
	f := degrees(160.7108 + 390.67050284*float64(k) - t*t*(0.0016118+t*(0.00000227-t*0.000000011)))
	omega := degrees(124.7746 - 1.56375588*float64(k) + t*t*(0.0020672+t*0.00000215))

	sum := 0.0
	for _, p := range newMoonTerms {
		v := p.days * math.Sin(p.m*m+p.mm*mm+p.f*f+p.omega*omega)
		for range p.e {
			v *= e
		}
		sum += v
	}
	for i, p := range planetTerms {
		a := p.at + p.speed*float64(k)
		if i == 0 {
			a -= 0.009173 * t * t
		}
		sum += p.days * math.Sin(degrees(a))
	}
	return toUniversal(mean + sum)
}

// newMoonTerms are the periodic terms of the new moon: days × sine of multiples
// of the sun's anomaly, the moon's anomaly, the moon's argument of latitude and
// the longitude of the node, times the eccentricity factor to the power e.
var newMoonTerms = [...]struct {
	days            float64
	e               int
	m, mm, f, omega float64
}{
	{-0.40720, 0, 0, 1, 0, 0},
	{0.17241, 1, 1, 0, 0, 0},
	{0.01608, 0, 0, 2, 0, 0},
	{0.01039, 0, 0, 0, 2, 0},
	{0.00739, 1, -1, 1, 0, 0},
	{-0.00514, 1, 1, 1, 0, 0},
	{0.00208, 2, 2, 0, 0, 0},
	{-0.00111, 0, 0, 1, -2, 0},
	{-0.00057, 0, 0, 1, 2, 0},
	{0.00056, 1, 1, 2, 0, 0},
	{-0.00042, 0, 0, 3, 0, 0},
	{0.00042, 1, 1, 0, 2, 0},
	{0.00038, 1, 1, 0, -2, 0},
	{-0.00024, 1, -1, 2, 0, 0},
	{-0.00017, 0, 0, 0, 0, 1},
	{-0.00007, 0, 2, 1, 0, 0},
	{0.00004, 0, 0, 2, -2, 0},
	{0.00004, 0, 3, 0, 0, 0},
	{0.00003, 0, 1, 1, -2, 0},
	{0.00003, 0, 0, 2, 2, 0},
	{-0.00003, 0, 1, 1, 2, 0},
	{0.00003, 0, -1, 1, 2, 0},
	{-0.00002, 0, -1, 1, -2, 0},
	{-0.00002, 0, 1, 3, 0, 0},
	{0.00002, 0, 0, 4, 0, 0},
}

// planetTerms are the fourteen additional corrections for the planets.
var planetTerms = [...]struct{ at, speed, days float64 }{
	{299.77, 0.107408, 0.000325},
	{251.88, 0.016321, 0.000165},
	{251.83, 26.651886, 0.000164},
	{349.42, 36.412478, 0.000126},
	{84.66, 18.206239, 0.000110},
	{141.74, 53.303771, 0.000062},
	{207.14, 2.453732, 0.000060},
	{154.84, 7.306860, 0.000056},
	{34.52, 27.261239, 0.000047},
	{207.19, 0.121824, 0.000042},
	{291.34, 1.844379, 0.000040},
	{161.72, 24.198154, 0.000037},
	{239.56, 25.513099, 0.000035},
	{331.55, 3.592518, 0.000023},
}

// SunLongitude gives the apparent longitude of the sun in degrees [0, 360) at
// the Julian day jd in universal time.
func SunLongitude(jd float64) float64 {
	c := (toDynamical(jd) - j2000) / 36525
	sum := 0.0
	for _, p := range sunTerms {
		sum += p.size * math.Sin(degrees(p.at+p.speed*c))
	}
	longitude := 282.7771834 + 36000.76953744*c + 0.000005729577951308232*sum
	aberration := 0.0000974*math.Cos(degrees(177.63+35999.01848*c)) - 0.005575
	nutation := -0.004778*math.Sin(degrees(124.90-1934.134*c+0.002063*c*c)) -
		0.0003667*math.Sin(degrees(201.11+72001.5377*c+0.00057*c*c))
	return math.Mod(math.Mod(longitude+aberration+nutation, 360)+360, 360)
}

// sunTerms are the periodic terms of the longitude of the sun.
var sunTerms = [...]struct{ size, at, speed float64 }{
	{403406, 270.54861, 0.9287892},
	{195207, 340.19128, 35999.1376958},
	{119433, 63.91854, 35999.4089666},
	{112392, 331.26220, 35998.7287385},
	{3891, 317.843, 71998.20261},
	{2819, 86.631, 71998.4403},
	{1721, 240.052, 36000.35726},
	{660, 310.26, 71997.4812},
	{350, 247.23, 32964.4678},
	{334, 260.87, -19.4410},
	{314, 297.82, 445267.1117},
	{268, 343.14, 45036.8840},
	{242, 166.79, 3.1008},
	{234, 81.53, 22518.4434},
	{158, 3.50, -19.9739},
	{132, 132.75, 65928.9345},
	{129, 182.95, 9038.0293},
	{114, 162.03, 3034.7684},
	{99, 29.8, 33718.148},
	{93, 266.4, 3034.448},
	{86, 249.2, -2280.773},
	{78, 157.6, 29929.992},
	{72, 257.8, 31556.493},
	{68, 185.1, 149.588},
	{64, 69.9, 9037.750},
	{46, 8.0, 107997.405},
	{38, 197.1, -4444.176},
	{37, 250.4, 151.771},
	{32, 65.3, 67555.316},
	{29, 162.7, 31556.080},
	{28, 341.5, -4561.540},
	{27, 291.6, 107996.706},
	{27, 98.5, 1221.655},
	{25, 146.7, 62894.167},
	{24, 110.0, 31437.369},
	{21, 5.2, 14578.298},
	{21, 342.6, -31931.757},
	{20, 230.9, 34777.243},
	{18, 256.1, 1221.999},
	{17, 45.3, 62894.511},
	{14, 242.9, -4442.039},
	{13, 115.2, 107997.909},
	{13, 151.8, 119.066},
	{13, 285.3, 16859.071},
	{12, 53.3, -4.578},
	{10, 126.6, 26895.292},
	{10, 205.7, -39.127},
	{10, 85.9, 12297.536},
	{10, 146.1, 90073.778},
}

func degrees(d float64) float64 { return math.Mod(d, 360) * math.Pi / 180 }

func toUniversal(jde float64) float64 { return jde - deltaT(jde)/86400 }

func toDynamical(jd float64) float64 { return jd + deltaT(jd)/86400 }

// deltaT gives dynamical minus universal time in seconds for the years 1860 to
// 2200 (Espenak and Meeus 2006).
func deltaT(jd float64) float64 {
	y := 2000 + (jd-j2000)/365.25
	switch {
	case y < 1900:
		t := y - 1860
		return 7.62 + t*(0.5737+t*(-0.251754+t*(0.01680668+t*(-0.0004473624+t/233174))))
	case y < 1920:
		t := y - 1900
		return -2.79 + t*(1.494119+t*(-0.0598939+t*(0.0061966-t*0.000197)))
	case y < 1941:
		t := y - 1920
		return 21.20 + t*(0.84493+t*(-0.076100+t*0.0020936))
	case y < 1961:
		t := y - 1950
		return 29.07 + t*(0.407+t*(-1.0/233+t/2547))
	case y < 1986:
		t := y - 1975
		return 45.45 + t*(1.067+t*(-1.0/260-t/718))
	case y < 2005:
		t := y - 2000
		return 63.86 + t*(0.3345+t*(-0.060374+t*(0.0017275+t*(0.000651814+t*0.00002373599))))
	case y < 2050:
		t := y - 2000
		return 62.92 + t*(0.32217+t*0.005589)
	}
	u := (y - 1820) / 100
	long := -20 + 32*u*u
	if y < 2150 {
		return long - 0.5628*(2150-y)
	}
	return long
}
