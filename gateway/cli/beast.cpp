// Beast is compiled once, here; every other file sees declarations only.
#include <boost/beast/src.hpp>
