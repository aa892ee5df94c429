# resmap_bench: 1.d's statistic per voxel and wavelength against the quadratic form written plainly, and the whole check.
add_executable(resmap_bench ${CMAKE_CURRENT_LIST_DIR}/resmap.cpp)
target_link_libraries(resmap_bench PRIVATE test_support Eigen3::Eigen)
